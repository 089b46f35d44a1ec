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
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.protocol.client.ConnectTunnel;
import io.wayfarer.protocol.client.HttpConnector;

/** Tunnels through proxies that speak HTTP/2: many over one connection, which is kept as any other. */
final class Http2Tunnels {

    /** Beyond so many, those without connections are forgotten. */
    private static final int MOST_PROXIES = 256;

    private final ProxyConnectors proxies;
    private final Function<Dialer, ConnectionPool> pools;
    private final Map<Proxy, ConnectionPool> byProxy = new ConcurrentHashMap<>();

    /** @param pools makes a place for the connections that a dialer opens */
    Http2Tunnels(ProxyConnectors proxies, Function<Dialer, ConnectionPool> pools) {
        this.proxies = proxies;
        this.pools = pools;
    }

    /**
     * Asks the proxy for a tunnel.
     *
     * @param loop where a connection to the proxy would be opened; the tunnel works where there is one
     */
    Mono<Channel> open(Proxy proxy, ConnectTunnel tunnel, String host, int port, EventLoop loop) {
        return Mono.defer(() -> {
            if (byProxy.size() >= MOST_PROXIES) {
                byProxy.values().removeIf(ConnectionPool::unused);
            }
            ConnectionPool pool = byProxy.computeIfAbsent(proxy, this::pool);
            return new TunnelLoan(pool, pool.loops().numberOf(loop))
                    .opened(connection -> tunnel.lead(connection, host, port));
        });
    }

    private ConnectionPool pool(Proxy proxy) {
        Mono<HttpConnector> way = proxies.forTunnels(proxy).cacheInvalidateIf(made -> false);
        return pools.apply(
                (loop, limits) -> way.flatMap(made -> made.connect(proxy.host(), proxy.port(), loop, limits)));
    }

    void dispose() {
        byProxy.values().forEach(ConnectionPool::dispose);
    }
}
