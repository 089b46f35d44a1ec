/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.AddressUtils;
import reactor.netty.transport.ProxyProvider;

import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/**
 * Aims Reactor Netty's {@link HttpClient} at a URL by a route, for opening handshakes (RFC 6455 section 4.1): HTTP/1.1, and a
 * tunnel through whatever proxy there is. Apart from the hops, of which it shares the settings alone.
 */
public final class HandshakeClient {

    /** So many proxies are remembered; past that the map starts anew, which costs look-ups and pools, not answers. */
    private static final int MOST_PROXIES = 256;

    /** A silent DNS server is asked about so often before a name counts as unknown; see the connect timeout. */
    private static final int QUERIES_A_NAME = 4;

    /** A proxy's name is looked up again after this time. */
    private static final Duration PROXY_ADDRESS_AGE = Duration.ofMinutes(1);

    private final TransportSettings settings;
    private final HttpClient plain;
    private final HttpClient secure;
    private final @Nullable AddressGate gate;
    private final Map<ProxiedRoute, Mono<HttpClient>> proxied = new ConcurrentHashMap<>();

    private record ProxiedRoute(Proxy proxy, HttpClient client) {}

    HandshakeClient(TransportSettings settings) {
        this.settings = settings;
        this.plain = HttpClient.create(ConnectionProvider.newConnection())
                .followRedirect(false)
                .noProxy()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis())
                .resolver(dns -> dns.queryTimeout(settings.connectTimeout().dividedBy(QUERIES_A_NAME)))
                .responseTimeout(settings.responseTimeout())
                .httpResponseDecoder(decoder -> decoder.maxHeaderSize(settings.maxHeaderBytes()));
        this.secure = Tls.applied(plain, settings, false);
        this.gate = settings.addresses() == null ? null : new AddressGate(settings.addresses());
    }

    /** A client for one handshake. */
    public Mono<HttpClient> client(HttpUrl url, Route route) {
        HttpClient client = url.secure() ? secure : plain;
        InetSocketAddress address = address(url.host(), url.port(), false);
        Mono<HttpClient> chosen =
                route.proxy() == null ? Mono.just(client) : through(new ProxiedRoute(route.proxy(), client));
        return chosen.map(aimless -> gated(aimless, url, route).remoteAddress(() -> address));
    }

    private HttpClient gated(HttpClient client, HttpUrl url, Route route) {
        if (gate == null) {
            return client;
        }
        if (route.proxy() == null) {
            return gate.before(client);
        }
        gate.checkLiteral(url);
        return client;
    }

    /** Whether the servers' certificates are verified. */
    public boolean verifiesServers() {
        return settings.tls().verifies();
    }

    /** The typed failure for what Netty signals on a hop. */
    public Throwable failure(HopId hop, Route route, Throwable e) {
        return HandshakeFailures.of(hop, route, settings, e);
    }

    private Mono<HttpClient> through(ProxiedRoute route) {
        if (proxied.size() > MOST_PROXIES) {
            proxied.clear();
        }
        return proxied.computeIfAbsent(route, this::clientThrough);
    }

    private Mono<HttpClient> clientThrough(ProxiedRoute route) {
        Proxy proxy = route.proxy();
        // Reactor Netty looks a proxy's name up while it builds the configuration, which blocks; so it is done here.
        return Mono.fromCallable(() -> resolved(proxy))
                .subscribeOn(Schedulers.boundedElastic())
                .map(address -> tunnel(route, address))
                .cache(client -> PROXY_ADDRESS_AGE, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    private HttpClient tunnel(ProxiedRoute route, InetSocketAddress address) {
        Proxy proxy = route.proxy();
        HttpClient client = route.client();
        if (proxy.kind() == Proxy.Kind.SOCKS5) {
            client = client.resolver(io.netty.resolver.DefaultAddressResolverGroup.INSTANCE);
        }
        return client.proxy(spec -> {
            ProxyProvider.Builder builder = spec.type(kind(proxy.kind())).socketAddress(address);
            builder.connectTimeoutMillis(settings.connectTimeout().toMillis());
            String userName = proxy.userName();
            String password = proxy.password();
            if (userName != null) {
                builder.username(userName);
                builder.password(name -> password == null ? "" : password);
            }
        });
    }

    private static ProxyProvider.Proxy kind(Proxy.Kind kind) {
        return switch (kind) {
            case HTTP -> ProxyProvider.Proxy.HTTP;
            case SOCKS4A -> ProxyProvider.Proxy.SOCKS4;
            case SOCKS5, SOCKS5H -> ProxyProvider.Proxy.SOCKS5;
        };
    }

    private static InetSocketAddress resolved(Proxy proxy) throws UnknownHostException {
        InetSocketAddress address = address(proxy.host(), proxy.port(), true);
        if (address.isUnresolved()) {
            throw new UnknownHostException(proxy.host());
        }
        return address;
    }

    private static InetSocketAddress address(String host, int port, boolean resolved) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return resolved ? AddressUtils.createResolved(bare, port) : AddressUtils.createUnresolved(bare, port);
    }
}
