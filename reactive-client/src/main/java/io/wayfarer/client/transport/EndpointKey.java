/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.url.HttpUrl;

/**
 * What a connection is kept under. Requests that a proxy forwards (RFC 9112 section 3.2.2) share their connections whatever
 * their origin, so for them the origin is the proxy's.
 *
 * @param insecure whether certificates are not verified there though the client does that otherwise
 * @param host in the form of {@link HttpUrl#host()}
 */
record EndpointKey(
        boolean secure,
        boolean insecure,
        String host,
        int port,
        @Nullable Proxy proxy,
        boolean forwarding) {

    static EndpointKey of(HttpUrl url, @Nullable Proxy proxy, boolean insecure) {
        boolean secure = url.secure();
        return proxy != null && proxy.forwards(secure)
                ? new EndpointKey(false, false, proxy.host(), proxy.port(), proxy, true)
                : unforwarded(url, proxy, insecure);
    }

    /** Of a connection to the server itself, through a tunnel where there is a proxy. */
    static EndpointKey unforwarded(HttpUrl url, @Nullable Proxy proxy, boolean insecure) {
        return new EndpointKey(url.secure(), url.secure() && insecure, url.host(), url.port(), proxy, false);
    }
}
