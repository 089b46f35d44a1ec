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
import io.wayfarer.protocol.client.LocalEnd;
import io.wayfarer.protocol.client.SocketSettings;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.tls.ClientTls;
import io.wayfarer.protocol.tls.QuicTls;

/** Who connects: without TLS, and with it, directly and through proxies. They share their look-ups and TLS sessions. */
final class Connectors {

    private final HttpConnector plain;
    private final ProxyConnectors proxies;
    private final Http2Tunnels tunnels;
    private final ProxyLogin proxyLogin;
    private final SocketSettings sockets;
    private final boolean http2;
    private final boolean http2PriorKnowledge;
    private final boolean http3;
    private final boolean http10;
    private final Function<Dialer, ConnectionPool> pools;

    /** Empty where HTTP/3 is not wanted, not there, or does not go with what is said of TLS. */
    private final Mono<QuicTls> quic;

    private final Trust verified;
    private final Trust insecure;

    /**
     * By what servers are known, by the versions of HTTP that are offered to them. TLS contexts read the platform's certificates
     * from disk, so they are made when first needed, on another thread.
     */
    private record Trust(Mono<ClientTls> http1, Mono<ClientTls> http2, Mono<ClientTls> anyVersion) {

        static Trust of(TlsSettings tls) {
            return new Trust(
                    made(tls, EnumSet.of(ProtocolVersion.HTTP_1_1)),
                    made(tls, EnumSet.of(ProtocolVersion.HTTP_2)),
                    made(tls, EnumSet.of(ProtocolVersion.HTTP_1_1, ProtocolVersion.HTTP_2)));
        }
    }

    /** @param pools makes a place for connections to proxies that tunnels share */
    Connectors(TransportSettings settings, ProxyLogin proxyLogin, Function<Dialer, ConnectionPool> pools) {
        this.proxyLogin = proxyLogin;
        Timeouts times = settings.timeouts();
        ConnectionSettings bounds = ConnectionSettings.builder()
                .maxLineBytes(settings.maxHeaderBytes())
                .maxHeaderBytes(settings.maxHeaderBytes())
                .maxHeaderFields(settings.maxHeaderFields())
                .headTimeout(times.response())
                .writeTimeout(times.write())
                .responseTimeout(times.response())
                .readTimeout(times.read())
                .build();
        this.http10 = settings.http10();
        this.plain = HttpConnector.builder()
                .limits(times.connectLimits())
                .addresses(AddressGate.of(settings.addresses()))
                .sockets(settings.sockets())
                .version(http10 ? ProtocolVersion.HTTP_1_0 : null)
                .settings(bounds)
                .build();
        this.sockets = settings.sockets();
        this.http2 = settings.http2() && !http10;
        this.http2PriorKnowledge = settings.http2PriorKnowledge() && !http10;
        this.http3 = settings.http3() && !http10;
        this.verified = Trust.of(settings.tls());
        this.insecure = Trust.of(settings.tls().insecure());
        this.quic = settings.http3() ? quic(settings.tls()) : Mono.empty();
        Trust proxyTrust = Trust.of(settings.proxyTls());
        this.proxies = new ProxyConnectors(plain, proxyTrust.http1(), proxyTrust.anyVersion());
        this.pools = pools;
        this.tunnels = new Http2Tunnels(proxies, pools);
    }

    private Connectors(Connectors other, LocalEnd from) {
        this.proxyLogin = other.proxyLogin;
        this.sockets = other.sockets;
        this.http2 = other.http2;
        this.http2PriorKnowledge = other.http2PriorKnowledge;
        this.http3 = other.http3;
        this.http10 = other.http10;
        this.verified = other.verified;
        this.insecure = other.insecure;
        this.quic = other.quic;
        this.plain = other.plain.toBuilder().from(from).build();
        this.proxies = other.proxies.over(plain);
        this.pools = other.pools;
        this.tunnels = new Http2Tunnels(proxies, pools);
    }

    /** The same from another local end. */
    Connectors from(LocalEnd local) {
        return new Connectors(this, local);
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
     * Connections to a server, which is not given whole URLs.
     *
     * @param http1Only whether HTTP/2 is not offered though the settings allow it
     */
    Dialer dialer(EndpointKey to, boolean http1Only) {
        Proxy tunnel = to.proxy();
        if (tunnel == null) {
            return dialer(to, Mono.just(plain), http1Only);
        }
        if (!tunnel.kind().http()) {
            return dialer(to, proxies.through(tunnel, ProxyConnectors.socks(tunnel)), http1Only);
        }
        if (tunnel.userName() == null) {
            return connected(to, tunnel, null, http1Only);
        }
        String host = to.host();
        String authority =
                (NetUtil.isValidIpV6Address(host) && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + to.port();
        return (loop, limits) -> proxyLogin.tunnelled(
                tunnel,
                authority,
                authorization -> connected(to, tunnel, authorization, http1Only).dial(loop, limits));
    }

    /** Through a tunnel that is asked for by CONNECT. */
    private Dialer connected(EndpointKey to, Proxy proxy, @Nullable String authorization, boolean http1Only) {
        ConnectTunnel tunnel = (authorization == null
                        ? ConnectTunnel.anonymous()
                        : ConnectTunnel.authorized(authorization))
                .with(proxy.options().fields());
        if (!proxy.options().http2()) {
            return dialer(to, proxies.through(proxy, tunnel), http1Only);
        }
        Mono<HttpConnector> connector = inner(to, Mono.just(plain), http1Only);
        return (loop, limits) -> connector.flatMap(made -> made.connectOver(
                tunnels.open(proxy, tunnel, bare(to.host()), to.port(), loop), to.host(), to.port(), limits));
    }

    /** Null for an alternative that is none: of a protocol that is not spoken, or the server itself. */
    @Nullable
    Dialer toAlternative(HttpUrl server, Alternative alternative) {
        boolean same = alternative.port() == server.port() && alternative.host().equals(server.host());
        boolean ownSocket = sockets.unixSocket(server.host(), server.port()).isPresent();
        return switch (alternative.protocol()) {
            case "h2" ->
                http2 && !same && !ownSocket
                        ? elsewhere(verified.http2(), ProtocolVersion.HTTP_2, server, alternative)
                        : null;
            case "http/1.1" ->
                same || ownSocket || http10
                        ? null
                        : elsewhere(verified.http1(), ProtocolVersion.HTTP_1_1, server, alternative);
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

    private Dialer dialer(EndpointKey to, Mono<HttpConnector> way, boolean http1Only) {
        Mono<HttpConnector> connector = inner(to, way, http1Only);
        return (loop, limits) -> connector.flatMap(made -> made.connect(to.host(), to.port(), loop, limits));
    }

    /** What is spoken with the server, whatever the way. */
    private Mono<HttpConnector> inner(EndpointKey to, Mono<HttpConnector> way, boolean http1Only) {
        return (to.secure() ? secured(to.insecure() ? insecure : verified, way, http1Only) : clear(way, http1Only))
                .cacheInvalidateIf(made -> false);
    }

    private Mono<HttpConnector> secured(Trust trust, Mono<HttpConnector> way, boolean http1Only) {
        return way.zipWith(
                http2 && !http1Only ? trust.anyVersion() : trust.http1(),
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
