/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.peer;

import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** How a server is spoken to. */
enum Way {
    HTTP_1("http", false),
    HTTP_1_OVER_TLS("https", false),
    HTTP_2_BY_PRIOR_KNOWLEDGE("http", true),
    HTTP_2_OVER_TLS("https", true);

    private final String scheme;
    private final boolean http2;

    Way(String scheme, boolean http2) {
        this.scheme = scheme;
        this.http2 = http2;
    }

    String scheme() {
        return scheme;
    }

    boolean http2() {
        return http2;
    }

    String protocol() {
        return http2 ? "HTTP/2" : "HTTP/1.1";
    }

    /** Trusts anybody: one of the servers makes its own certificate. */
    TransportSettings settings() {
        return TransportSettings.builder()
                .versions(http2 ? ProtocolVersion.HTTP_2 : ProtocolVersion.HTTP_1_1)
                .tls(TlsSettings::insecure)
                .build();
    }
}
