/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Set;

import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.transport.AddressUtils;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.protocol.client.ConnectTunnel;
import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.client.SocksTunnel;
import io.wayfarer.protocol.client.Tunnel;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.socks.SocksCredentials;
import io.wayfarer.protocol.socks.SocksVersion;
import io.wayfarer.protocol.tls.ClientTls;

/** Who connects: without TLS, and with it, directly and through proxies. They share their look-ups and TLS sessions. */
final class Connectors {

    private static final int MOST_FIELDS = 1000;

    private final HttpConnector plain;
    private final ProxyLogin proxyLogin;
    private final boolean http2;
    private final boolean http2PriorKnowledge;

    /** TLS contexts read the platform's certificates from disk, so they are made when first needed, on another thread. */
    private final Mono<ClientTls> anyVersion;

    private final Mono<ClientTls> http1;

    Connectors(TransportSettings settings, ProxyLogin proxyLogin) {
        this.proxyLogin = proxyLogin;
        ConnectionSettings bounds = ConnectionSettings.builder()
                .maxLineBytes(settings.maxHeaderBytes())
                .maxHeaderBytes(settings.maxHeaderBytes())
                .maxHeaderFields(MOST_FIELDS)
                .readTimeout(settings.responseTimeout())
                .build();
        this.plain = HttpConnector.builder()
                .connectTimeout(settings.connectTimeout())
                .addresses(settings.addresses())
                .settings(bounds)
                .build();
        this.http2 = settings.http2();
        this.http2PriorKnowledge = settings.http2PriorKnowledge();
        this.http1 = made(settings, EnumSet.of(ProtocolVersion.HTTP_1_1));
        this.anyVersion = made(settings, EnumSet.of(ProtocolVersion.HTTP_1_1, ProtocolVersion.HTTP_2));
    }

    private static Mono<ClientTls> made(TransportSettings settings, Set<ProtocolVersion> versions) {
        return Mono.fromCallable(() -> {
                    TlsSettings tls = settings.tls();
                    ClientTls.Builder builder =
                            ClientTls.builder().versions(versions).handshakeTimeout(settings.connectTimeout());
                    if (!tls.verifies()) {
                        builder.trustAnybody();
                    } else if (tls.trust() != null) {
                        builder.trust(tls.trust());
                    }
                    if (tls.keys() != null) {
                        builder.keys(tls.keys());
                    }
                    return builder.build();
                })
                .subscribeOn(Schedulers.boundedElastic())
                .cacheInvalidateIf(tls -> false);
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
            return dialer(secure, host, port, plain, http1Only);
        }
        if (tunnel.kind() == Proxy.Kind.HTTPS
                || tunnel.socket() != null
                || tunnel.options().preProxy() != null) {
            return notSpoken(tunnel);
        }
        if (!tunnel.kind().http()) {
            return dialer(secure, host, port, through(tunnel, socks(tunnel)), http1Only);
        }
        if (tunnel.userName() == null) {
            return dialer(secure, host, port, through(tunnel, ConnectTunnel.anonymous()), http1Only);
        }
        String authority =
                (NetUtil.isValidIpV6Address(host) && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
        return loop -> proxyLogin.tunnelled(tunnel, authority, authorization -> {
            Tunnel way = authorization == null ? ConnectTunnel.anonymous() : ConnectTunnel.authorized(authorization);
            return dialer(secure, host, port, through(tunnel, way), http1Only).dial(loop);
        });
    }

    private HttpConnector through(Proxy proxy, Tunnel tunnel) {
        return plain.toBuilder()
                // The filter is for servers: a proxy is chosen by who runs the client.
                .addresses(null)
                .through(address(proxy), tunnel)
                .build();
    }

    private Dialer dialer(boolean secure, String host, int port, HttpConnector way, boolean http1Only) {
        if (!secure) {
            HttpConnector clear = http2PriorKnowledge && !http1Only
                    ? way.toBuilder().version(ProtocolVersion.HTTP_2).build()
                    : way;
            return loop -> clear.connect(host, port, loop);
        }
        Mono<HttpConnector> connector = (http2 && !http1Only ? anyVersion : http1)
                .map(tls -> way.toBuilder().tls(tls).build())
                .cacheInvalidateIf(made -> false);
        return loop -> connector.flatMap(made -> made.connect(host, port, loop));
    }

    /** To a proxy that is given whole URLs. */
    Dialer toForwarder(Proxy proxy) {
        if (proxy.kind() == Proxy.Kind.HTTPS
                || proxy.socket() != null
                || proxy.options().preProxy() != null) {
            return notSpoken(proxy);
        }
        HttpConnector way = plain.toBuilder().addresses(null).build();
        return loop -> way.connect(proxy.host(), proxy.port(), loop);
    }

    private static Dialer notSpoken(Proxy proxy) {
        return loop -> Mono.error(new UnsupportedOperationException("no way through " + proxy + " is known"));
    }

    private static InetSocketAddress address(Proxy proxy) {
        String host = proxy.host();
        return AddressUtils.createUnresolved(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host, proxy.port());
    }

    private static Tunnel socks(Proxy proxy) {
        String userName = proxy.userName();
        String password = proxy.password() == null ? "" : proxy.password();
        SocksVersion version = SocksVersion.valueOf(proxy.kind().name());
        return userName == null || userName.isEmpty()
                ? SocksTunnel.of(version)
                : SocksTunnel.of(version, new SocksCredentials(userName, password));
    }
}
