/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.io.IOException;

/** HTTP/3 is not there, or does not go with what is said of TLS; an alternative of it then rests like one that fails. */
final class NoQuicException extends IOException {

    private static final long serialVersionUID = 1L;

    NoQuicException() {
        super("HTTP/3 needs Netty's library of QUIC on the class path, and settings of TLS that it can keep");
    }
}
