/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.connection.ProtocolVersion;

/**
 * What a connection is kept under. Requests that a proxy forwards (RFC 9112 section 3.2.2) share their connections whatever
 * their origin, so for them the origin is the proxy's.
 *
 * @param insecure whether certificates are not verified there though the client does that otherwise
 * @param host in the form of {@link HttpUrl#host()}
 * @param offered the versions of HTTP that are offered there, where they are not those of the client
 */
record EndpointKey(
        boolean secure,
        boolean insecure,
        String host,
        int port,
        @Nullable Proxy proxy,
        boolean forwarding,
        @Nullable Set<ProtocolVersion> offered) {

    static EndpointKey of(HttpUrl url, @Nullable Proxy proxy, boolean insecure) {
        boolean secure = url.secure();
        return proxy != null && proxy.forwards(secure)
                ? new EndpointKey(false, false, proxy.host(), proxy.port(), proxy, true, null)
                : unforwarded(url, proxy, insecure);
    }

    /** Of a connection to the server itself, through a tunnel where there is a proxy. */
    static EndpointKey unforwarded(HttpUrl url, @Nullable Proxy proxy, boolean insecure) {
        return new EndpointKey(url.secure(), url.secure() && insecure, url.host(), url.port(), proxy, false, null);
    }

    EndpointKey offering(Set<ProtocolVersion> versions) {
        return new EndpointKey(secure, insecure, host, port, proxy, forwarding, versions);
    }

    /** Each request asks, and what is left out hardly ever tells two places apart. */
    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }
}
