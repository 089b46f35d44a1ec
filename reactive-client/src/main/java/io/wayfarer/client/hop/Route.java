/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import org.jspecify.annotations.Nullable;

/**
 * How a hop reaches its server.
 *
 * @param proxy null for a direct connection
 * @param reason which source chose it and why, for the trace, for example {@code "http_proxy"} or
 *     {@code "no_proxy matches .example"}
 */
public record Route(@Nullable Proxy proxy, String reason) {

    /** Straight to the server, because nothing says otherwise. */
    public static final Route DIRECT = new Route(null, "no proxy configured");

    /** For the trace: {@code "direct (no proxy configured)"}, {@code "http://proxy.example:3128 (http_proxy)"}. */
    @Override
    public String toString() {
        return (proxy == null ? "direct" : proxy.toString()) + " (" + reason + ")";
    }
}
