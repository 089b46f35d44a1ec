/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.io.IOException;

/** TLS with a proxy did not come about; the cause says why. */
public final class ProxyTlsException extends IOException {

    private static final long serialVersionUID = 1L;

    ProxyTlsException(HttpConnectException cause) {
        super(cause.getMessage(), cause);
    }

    ProxyTlsException(String proxy, Throwable cause) {
        super("TLS with the proxy " + proxy + " failed: " + cause.getMessage(), cause);
    }
}
