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
 * @param host in the form of {@link HttpUrl#host()}
 * @param wishes of those that share them
 */
record EndpointKey(
        boolean secure, String host, int port, @Nullable Proxy proxy, boolean forwarding, ConnectionWishes wishes) {

    static EndpointKey of(HttpUrl url, @Nullable Proxy proxy, ConnectionWishes wishes) {
        return proxy != null && proxy.forwards(url.secure())
                ? new EndpointKey(false, proxy.host(), proxy.port(), proxy, true, wishes)
                : unforwarded(url, proxy, wishes);
    }

    /** Of a connection to the server itself, through a tunnel where there is a proxy. */
    static EndpointKey unforwarded(HttpUrl url, @Nullable Proxy proxy, ConnectionWishes wishes) {
        return new EndpointKey(url.secure(), url.host(), url.port(), proxy, false, wishes);
    }

    EndpointKey wishing(ConnectionWishes others) {
        return new EndpointKey(secure, host, port, proxy, forwarding, others);
    }

    /** Each request asks, and what is left out hardly ever tells two places apart. */
    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }
}
