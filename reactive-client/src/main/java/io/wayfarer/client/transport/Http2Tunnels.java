/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.protocol.client.ConnectTunnel;
import io.wayfarer.protocol.client.LocalEnd;

/** Tunnels through proxies that speak HTTP/2: many over one connection, which is kept as any other. */
final class Http2Tunnels {

    /** Beyond so many, those without connections are forgotten. */
    private static final int MOST = 256;

    private final ProxyConnectors proxies;
    private final Function<Dialer, ConnectionPool> pools;
    private final Map<Way, ConnectionPool> known = new ConcurrentHashMap<>();

    private record Way(Proxy proxy, @Nullable LocalEnd from) {}

    /** @param pools makes a place for the connections that a dialer opens */
    Http2Tunnels(ProxyConnectors proxies, Function<Dialer, ConnectionPool> pools) {
        this.proxies = proxies;
        this.pools = pools;
    }

    /**
     * Asks the proxy for a tunnel.
     *
     * @param wishes of which only the local end concerns the proxy
     * @param loop where a connection to the proxy would be opened; the tunnel works where there is one
     */
    Mono<Channel> open(
            Proxy proxy, ConnectionWishes wishes, ConnectTunnel tunnel, String host, int port, EventLoop loop) {
        return Mono.defer(() -> {
            if (known.size() >= MOST) {
                known.values().removeIf(ConnectionPool::unused);
            }
            ConnectionPool pool = known.computeIfAbsent(new Way(proxy, wishes.from()), absent -> pool(proxy, wishes));
            return new TunnelLoan(pool, pool.loops().numberOf(loop))
                    .opened(connection -> tunnel.lead(connection, host, port));
        });
    }

    private ConnectionPool pool(Proxy proxy, ConnectionWishes wishes) {
        return pools.apply(Dialer.by(proxies.forTunnels(proxy).map(wishes::placed), proxy.host(), proxy.port()));
    }

    void dispose() {
        known.values().forEach(ConnectionPool::dispose);
    }
}
