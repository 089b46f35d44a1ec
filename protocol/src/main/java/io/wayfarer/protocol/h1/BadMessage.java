/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

/** A message that breaks a rule, found while it was read. */
final class BadMessage extends Exception {

    private static final long serialVersionUID = 1L;

    /** What a server answers. */
    final int status;

    /** @param rule which rule, with its section of RFC 9112; never octets of the peer */
    BadMessage(int status, String rule) {
        super(rule, null, false, false);
        this.status = status;
    }
}
