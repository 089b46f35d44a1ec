/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

    private static final Log LOG = LogFactory.getLog(Connectors.class);
    private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

    private final HttpConnector plain;
    private final ProxyConnectors proxies;
    private final Http2Tunnels tunnels;
    private final ProxyLogin proxyLogin;
    private final SocketSettings sockets;
    private final Versions versions;
    private final Trust verified;
    private final Trust insecure;

    /**
     * By what servers are known, by the versions of HTTP that are offered to them. TLS contexts read the platform's certificates
     * from disk, so they are made when first needed, on another thread.
     */
    private record Trust(Mono<ClientTls> http1, Mono<ClientTls> http2, Mono<ClientTls> anyVersion, Mono<QuicTls> quic) {

        static Trust of(TlsSettings tls) {
            return new Trust(
                    made(tls, EnumSet.of(ProtocolVersion.HTTP_1_1)),
                    made(tls, EnumSet.of(ProtocolVersion.HTTP_2)),
                    made(tls, EnumSet.of(ProtocolVersion.HTTP_1_1, ProtocolVersion.HTTP_2)),
                    madeForQuic(tls));
        }

        Mono<ClientTls> offering(Set<ProtocolVersion> versions) {
            if (!versions.contains(ProtocolVersion.HTTP_2)) {
                return http1;
            }
            return versions.contains(ProtocolVersion.HTTP_1_1) ? anyVersion : http2;
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
        this.plain = HttpConnector.builder()
                .limits(times.connectLimits())
                .addresses(AddressGate.of(settings.addresses()))
                .sockets(settings.sockets())
                .settings(bounds)
                .build();
        this.sockets = settings.sockets();
        this.versions = settings.allowed();
        this.verified = Trust.of(settings.tls());
        this.insecure = Trust.of(settings.tls().insecure());
        Trust proxyTrust = Trust.of(settings.proxyTls());
        this.proxies = new ProxyConnectors(plain, proxyTrust.http1(), proxyTrust.anyVersion());
        this.tunnels = new Http2Tunnels(proxies, pools);
    }

    private static Mono<ClientTls> made(TlsSettings tls, Set<ProtocolVersion> versions) {
        return Mono.fromCallable(() ->
                        tls.applyTo(ClientTls.builder().versions(versions)).build())
                .subscribeOn(Schedulers.boundedElastic())
                .cacheInvalidateIf(made -> false);
    }

    /** What speaks against QUIC does so for ever, and is said once. */
    private static Mono<QuicTls> madeForQuic(TlsSettings tls) {
        return Mono.fromCallable(() -> {
                    if (!HttpConnector.speaksQuic()) {
                        throw new NoVersionException(
                                "HTTP/3 cannot be spoken: Netty's library of QUIC is not there",
                                "Add io.netty:netty-codec-http3 and the io.netty:netty-codec-native-quic of the platform to the"
                                        + " class path, or allow a version over TCP.");
                    }
                    return tls.forQuic();
                })
                .doOnError(NoVersionException.class, reason -> LOG.info(reason.getMessage()))
                .subscribeOn(Schedulers.boundedElastic())
                .cache(
                        made -> FOR_EVER,
                        failure -> failure instanceof NoVersionException ? FOR_EVER : Duration.ZERO,
                        () -> Duration.ZERO);
    }

    EventLoopGroup loops() {
        return plain.loops();
    }

    /**
     * Connections to a server, which is not given whole URLs.
     *
     * @param offered the versions of HTTP, at least one
     */
    Dialer dialer(EndpointKey to, Set<ProtocolVersion> offered) {
        Set<ProtocolVersion> byTcp = EnumSet.copyOf(offered);
        if (!byTcp.remove(ProtocolVersion.HTTP_3)) {
            Dialer dialer = byTcp(to, byTcp);
            return asks(to, byTcp)
                    ? new UpgradingDialer(dialer, byTcp(to, EnumSet.of(ProtocolVersion.HTTP_1_1)))
                    : dialer;
        }
        if (sockets.unixSocket(to.host(), to.port()).isPresent()) {
            return byTcp.isEmpty() ? (loop, limits) -> Mono.error(NoVersionException.toUnixSocket()) : byTcp(to, byTcp);
        }
        Dialer quic = byQuic(to.wishes().placed(plain), trust(to).quic(), to.host(), to.port(), to.host(), to.port());
        return byTcp.isEmpty() ? quic : new QuicFirst(quic, byTcp(to, byTcp), sockets.connectionAttemptDelay());
    }

    /** Whether the server is to choose without TLS. */
    private static boolean asks(EndpointKey to, Set<ProtocolVersion> offered) {
        return !to.secure() && offered.size() > 1;
    }

    private Trust trust(EndpointKey to) {
        return to.wishes().insecure() ? insecure : verified;
    }

    private Dialer byTcp(EndpointKey to, Set<ProtocolVersion> offered) {
        Proxy tunnel = to.proxy();
        if (tunnel == null) {
            return dialer(to, Mono.just(plain), offered);
        }
        if (!tunnel.kind().http()) {
            return dialer(to, proxies.through(tunnel, ProxyConnectors.socks(tunnel)), offered);
        }
        if (tunnel.userName() == null) {
            return connected(to, tunnel, null, offered);
        }
        String host = to.host();
        String authority =
                (NetUtil.isValidIpV6Address(host) && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + to.port();
        return (loop, limits) -> proxyLogin.tunnelled(
                tunnel,
                authority,
                authorization -> connected(to, tunnel, authorization, offered).dial(loop, limits));
    }

    /** Through a tunnel that is asked for by CONNECT. */
    private Dialer connected(
            EndpointKey to, Proxy proxy, @Nullable String authorization, Set<ProtocolVersion> offered) {
        ConnectTunnel tunnel = (authorization == null
                        ? ConnectTunnel.anonymous()
                        : ConnectTunnel.authorized(authorization))
                .with(proxy.options().fields());
        if (!proxy.options().http2()) {
            return dialer(to, proxies.through(proxy, tunnel), offered);
        }
        Mono<HttpConnector> connector = inner(to, Mono.just(plain), offered).cacheInvalidateIf(made -> false);
        return (loop, limits) -> connector.flatMap(made -> made.connectOver(
                tunnels.open(proxy, to.wishes(), tunnel, bare(to.host()), to.port(), loop),
                to.host(),
                to.port(),
                limits));
    }

    /** Null for an alternative that is none: of a protocol that is not spoken, or the server itself. */
    @Nullable
    Dialer toAlternative(HttpUrl server, Alternative alternative) {
        boolean same = alternative.port() == server.port() && alternative.host().equals(server.host());
        boolean ownSocket = sockets.unixSocket(server.host(), server.port()).isPresent();
        return switch (alternative.protocol()) {
            case "h2" ->
                versions.permits(ProtocolVersion.HTTP_2) && !same && !ownSocket
                        ? elsewhere(verified.http2(), ProtocolVersion.HTTP_2, server, alternative)
                        : null;
            case "http/1.1" ->
                versions.permits(ProtocolVersion.HTTP_1_1) && !same && !ownSocket
                        ? elsewhere(verified.http1(), ProtocolVersion.HTTP_1_1, server, alternative)
                        : null;
            case "h3" ->
                versions.permits(ProtocolVersion.HTTP_3) && !ownSocket
                        ? byQuic(
                                plain,
                                verified.quic(),
                                alternative.host(),
                                alternative.port(),
                                server.host(),
                                server.port())
                        : null;
            default -> null;
        };
    }

    private static Dialer byQuic(
            HttpConnector by, Mono<QuicTls> quic, String place, int placePort, String host, int port) {
        return (loop, limits) -> quic.flatMap(tls -> by.connectByQuic(tls, place, placePort, host, port, loop, limits));
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

    private Dialer dialer(EndpointKey to, Mono<HttpConnector> way, Set<ProtocolVersion> offered) {
        return Dialer.by(inner(to, way, offered), to.host(), to.port());
    }

    /** What is spoken with the server, whatever the way. */
    private Mono<HttpConnector> inner(EndpointKey to, Mono<HttpConnector> way, Set<ProtocolVersion> offered) {
        Mono<HttpConnector> speaking = way.map(made -> to.wishes().placed(made).toBuilder()
                .version(Versions.single(offered))
                .upgrade(asks(to, offered))
                .build());
        return to.secure()
                ? speaking.zipWith(
                        trust(to).offering(offered),
                        (made, tls) -> made.toBuilder().tls(tls).build())
                : speaking;
    }

    /** All addresses of a host, whether they may be connected to or not. */
    Mono<List<InetAddress>> lookUp(String host) {
        return plain.toBuilder().addresses(null).build().addresses(host);
    }

    /**
     * To a proxy that is given whole URLs.
     *
     * @param offered the versions of HTTP, at least one
     */
    Dialer toForwarder(Proxy proxy, ConnectionWishes wishes, Set<ProtocolVersion> offered) {
        return Dialer.by(proxies.to(proxy, offered).map(wishes::placed), proxy.host(), proxy.port());
    }

    /** Closes what tunnels shared and do not need now. */
    void dispose() {
        tunnels.dispose();
    }
}
