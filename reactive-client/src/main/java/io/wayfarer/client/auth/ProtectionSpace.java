/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.url.Origin;

/**
 * Where credentials hold (RFC 9110 section 11.5).
 *
 * @param origin of the server; a WebSocket handshake counts as the http or https request it is
 * @param realm null as long as the server has not named one
 */
public record ProtectionSpace(Origin origin, @Nullable String realm) {

    public ProtectionSpace {
        if (origin.scheme().startsWith("ws")) {
            origin = new Origin(origin.scheme().equals("wss") ? "https" : "http", origin.host(), origin.port());
        }
    }
}
