/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.security.cert.CertificateException;

/** A server's key is none of those {@linkplain KeyPins pinned} for it. */
public final class UnpinnedKeyException extends CertificateException {

    private static final long serialVersionUID = 1L;

    UnpinnedKeyException(String host, String pin) {
        super("the key of " + host + ", " + pin + ", is none of those pinned");
    }
}
