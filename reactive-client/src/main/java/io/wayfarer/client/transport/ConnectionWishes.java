/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.client.LocalEnd;

/**
 * What one request wants of its connection otherwise than its client does. Connections are kept by it, so that none is another's
 * who wants something else. Immutable.
 *
 * @param versions of HTTP; null for those of the client
 * @param from where it comes from; null for the client's choice
 * @param insecure whether certificates are not verified though the client does that otherwise
 */
record ConnectionWishes(
        @Nullable Versions versions, @Nullable LocalEnd from, boolean insecure) {

    static final ConnectionWishes NONE = new ConnectionWishes(null, null, false);

    ConnectionWishes versions(@Nullable Versions others) {
        return new ConnectionWishes(others, from, insecure);
    }

    ConnectionWishes from(LocalEnd other) {
        return new ConnectionWishes(versions, other, insecure);
    }

    ConnectionWishes unverified() {
        return new ConnectionWishes(versions, from, true);
    }

    Versions versionsOr(Versions usual) {
        return versions == null ? usual : versions;
    }

    /** The connector, from the local end that is wished. */
    HttpConnector placed(HttpConnector connector) {
        return from == null ? connector : connector.toBuilder().from(from).build();
    }
}
