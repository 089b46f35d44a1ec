/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.hop.Alternative;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.client.ConnectTunnel;
import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.client.SocketSettings;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.tls.ClientTls;
import io.wayfarer.protocol.tls.QuicTls;

/** Who connects: without TLS, and with it, directly and through proxies. They share their look-ups and TLS sessions. */
final class Connectors {

    private static final int MOST_FIELDS = 1000;

    private final HttpConnector plain;
    private final ProxyConnectors proxies;
    private final Http2Tunnels tunnels;
    private final ProxyLogin proxyLogin;
    private final SocketSettings sockets;
    private final boolean http2;
    private final boolean http2PriorKnowledge;
    private final boolean http3;

    /** TLS contexts read the platform's certificates from disk, so they are made when first needed, on another thread. */
    private final Mono<ClientTls> anyVersion;

    private final Mono<ClientTls> http1;
    private final Mono<ClientTls> http2Only;

    /** Empty where HTTP/3 is not wanted, not there, or does not go with what is said of TLS. */
    private final Mono<QuicTls> quic;

    /** @param pools makes a place for connections to proxies that tunnels share */
    Connectors(TransportSettings settings, ProxyLogin proxyLogin, Function<Dialer, ConnectionPool> pools) {
        this.proxyLogin = proxyLogin;
        Timeouts times = settings.timeouts();
        ConnectionSettings bounds = ConnectionSettings.builder()
                .maxLineBytes(settings.maxHeaderBytes())
                .maxHeaderBytes(settings.maxHeaderBytes())
                .maxHeaderFields(MOST_FIELDS)
                .headTimeout(times.response())
                .writeTimeout(times.write())
                .responseTimeout(times.response())
                .readTimeout(times.read())
                .build();
        this.plain = HttpConnector.builder()
                .limits(times.connectLimits())
                .addresses(AddressGate.of(settings.addresses()))
                .sockets(settings.sockets())
                .settings(bounds)
                .build();
        this.sockets = settings.sockets();
        this.http2 = settings.http2();
        this.http2PriorKnowledge = settings.http2PriorKnowledge();
        this.http3 = settings.http3();
        Set<ProtocolVersion> all = EnumSet.of(ProtocolVersion.HTTP_1_1, ProtocolVersion.HTTP_2);
        Set<ProtocolVersion> http11 = EnumSet.of(ProtocolVersion.HTTP_1_1);
        this.http1 = made(settings.tls(), http11);
        this.anyVersion = made(settings.tls(), all);
        this.http2Only = made(settings.tls(), EnumSet.of(ProtocolVersion.HTTP_2));
        this.quic = settings.http3() ? quic(settings.tls()) : Mono.empty();
        TlsSettings proxyTls = settings.proxyTls();
        this.proxies = new ProxyConnectors(plain, made(proxyTls, http11), made(proxyTls, all));
        this.tunnels = new Http2Tunnels(proxies, pools);
    }

    private static Mono<ClientTls> made(TlsSettings tls, Set<ProtocolVersion> versions) {
        return Mono.fromCallable(() ->
                        tls.applyTo(ClientTls.builder().versions(versions)).build())
                .subscribeOn(Schedulers.boundedElastic())
                .cacheInvalidateIf(made -> false);
    }

    private static Mono<QuicTls> quic(TlsSettings tls) {
        return Mono.fromCallable(() -> HttpConnector.speaksQuic() ? tls.forQuic() : null)
                .subscribeOn(Schedulers.boundedElastic())
                .cacheInvalidateIf(made -> false);
    }

    EventLoopGroup loops() {
        return plain.loops();
    }

    /**
     * @param host of the server; IPv6 in brackets or not
     * @param tunnel the proxy to go through; null for none
     * @param http1Only whether HTTP/2 is not offered though the settings allow it
     */
    Dialer dialer(boolean secure, String host, int port, @Nullable Proxy tunnel, boolean http1Only) {
        if (tunnel == null) {
            return dialer(secure, host, port, Mono.just(plain), http1Only);
        }
        if (!tunnel.kind().http()) {
            return dialer(secure, host, port, proxies.through(tunnel, ProxyConnectors.socks(tunnel)), http1Only);
        }
        if (tunnel.userName() == null) {
            return connected(secure, host, port, tunnel, null, http1Only);
        }
        String authority =
                (NetUtil.isValidIpV6Address(host) && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
        return (loop, limits) -> proxyLogin.tunnelled(
                tunnel,
                authority,
                authorization -> connected(secure, host, port, tunnel, authorization, http1Only)
                        .dial(loop, limits));
    }

    /** Through a tunnel that is asked for by CONNECT. */
    private Dialer connected(
            boolean secure, String host, int port, Proxy proxy, @Nullable String authorization, boolean http1Only) {
        ConnectTunnel tunnel = (authorization == null
                        ? ConnectTunnel.anonymous()
                        : ConnectTunnel.authorized(authorization))
                .with(proxy.options().fields());
        if (!proxy.options().http2()) {
            return dialer(secure, host, port, proxies.through(proxy, tunnel), http1Only);
        }
        Mono<HttpConnector> connector = inner(secure, Mono.just(plain), http1Only);
        return (loop, limits) -> connector.flatMap(
                made -> made.connectOver(tunnels.open(proxy, tunnel, bare(host), port, loop), host, port, limits));
    }

    /** Null for an alternative that is none: of a protocol that is not spoken, or the server itself. */
    @Nullable
    Dialer toAlternative(HttpUrl server, Alternative alternative) {
        boolean same = alternative.port() == server.port() && alternative.host().equals(server.host());
        boolean ownSocket = sockets.unixSocket(server.host(), server.port()).isPresent();
        return switch (alternative.protocol()) {
            case "h2" ->
                http2 && !same && !ownSocket ? elsewhere(http2Only, ProtocolVersion.HTTP_2, server, alternative) : null;
            case "http/1.1" ->
                same || ownSocket ? null : elsewhere(http1, ProtocolVersion.HTTP_1_1, server, alternative);
            case "h3" -> http3 && !ownSocket ? byQuic(server, alternative) : null;
            default -> null;
        };
    }

    private Dialer byQuic(HttpUrl server, Alternative alternative) {
        return (loop, limits) -> quic.switchIfEmpty(Mono.error(NoQuicException::new))
                .flatMap(tls -> plain.connectByQuic(
                        tls, alternative.host(), alternative.port(), server.host(), server.port(), loop, limits));
    }

    private Dialer elsewhere(Mono<ClientTls> tls, ProtocolVersion version, HttpUrl server, Alternative alternative) {
        Mono<HttpConnector> connector = tls.map(
                        made -> plain.toBuilder().tls(made).version(version).build())
                .cacheInvalidateIf(made -> false);
        return (loop, limits) -> connector.flatMap(made -> made.connectElsewhere(
                alternative.host(), alternative.port(), server.host(), server.port(), loop, limits));
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private Dialer dialer(boolean secure, String host, int port, Mono<HttpConnector> way, boolean http1Only) {
        Mono<HttpConnector> connector = inner(secure, way, http1Only);
        return (loop, limits) -> connector.flatMap(made -> made.connect(host, port, loop, limits));
    }

    /** What is spoken with the server, whatever the way. */
    private Mono<HttpConnector> inner(boolean secure, Mono<HttpConnector> way, boolean http1Only) {
        return (secure ? secured(way, http1Only) : clear(way, http1Only)).cacheInvalidateIf(made -> false);
    }

    private Mono<HttpConnector> secured(Mono<HttpConnector> way, boolean http1Only) {
        return way.zipWith(
                http2 && !http1Only ? anyVersion : http1,
                (made, tls) -> made.toBuilder().tls(tls).build());
    }

    private Mono<HttpConnector> clear(Mono<HttpConnector> way, boolean http1Only) {
        return http2PriorKnowledge && !http1Only
                ? way.map(
                        made -> made.toBuilder().version(ProtocolVersion.HTTP_2).build())
                : way;
    }

    /** All addresses of a host, whether they may be connected to or not. */
    Mono<List<InetAddress>> lookUp(String host) {
        return plain.toBuilder().addresses(null).build().addresses(host);
    }

    /** To a proxy that is given whole URLs. */
    Dialer toForwarder(Proxy proxy) {
        Mono<HttpConnector> way = proxies.to(proxy).cacheInvalidateIf(made -> false);
        return (loop, limits) -> way.flatMap(made -> made.connect(proxy.host(), proxy.port(), loop, limits));
    }

    /** Closes what tunnels shared and do not need now. */
    void dispose() {
        tunnels.dispose();
    }
}
