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
    HTTP_1("http", ProtocolVersion.HTTP_1_1),
    HTTP_1_OVER_TLS("https", ProtocolVersion.HTTP_1_1),
    HTTP_2_BY_PRIOR_KNOWLEDGE("http", ProtocolVersion.HTTP_2),
    HTTP_2_OVER_TLS("https", ProtocolVersion.HTTP_2),
    HTTP_3("https", ProtocolVersion.HTTP_3);

    private final String scheme;
    private final ProtocolVersion version;

    Way(String scheme, ProtocolVersion version) {
        this.scheme = scheme;
        this.version = version;
    }

    String scheme() {
        return scheme;
    }

    boolean http2() {
        return version == ProtocolVersion.HTTP_2;
    }

    String protocol() {
        return version.toString();
    }

    /** Trusts anybody: one of the servers makes its own certificate. */
    TransportSettings settings() {
        return TransportSettings.builder()
                .versions(version)
                .tls(TlsSettings::insecure)
                .build();
    }
}
