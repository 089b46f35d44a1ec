/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Set;

import io.netty.channel.unix.DomainSocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.transport.AddressUtils;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.client.SocksTunnel;
import io.wayfarer.protocol.client.TlsTunnel;
import io.wayfarer.protocol.client.Tunnel;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.socks.SocksCredentials;
import io.wayfarer.protocol.socks.SocksVersion;
import io.wayfarer.protocol.tls.ClientTls;

/** Who connects to proxies, and through them: past a proxy before the proxy, and by TLS where the proxy wants it. */
final class ProxyConnectors {

    /** Where the connection ends at the proxy. */
    private static final Tunnel NO_FURTHER = (channel, host, port) -> Mono.just(channel);

    private final HttpConnector plain;
    private final Mono<ClientTls> tls;
    private final Mono<ClientTls> tlsOfAnyVersion;

    /**
     * @param plain knows no proxy
     * @param tls how proxies are spoken to, in HTTP/1.1
     * @param tlsOfAnyVersion how they are spoken to when HTTP/2 is wanted
     */
    ProxyConnectors(HttpConnector plain, Mono<ClientTls> tls, Mono<ClientTls> tlsOfAnyVersion) {
        this.plain = plain;
        this.tls = tls;
        this.tlsOfAnyVersion = tlsOfAnyVersion;
    }

    /**
     * Connections to the proxy itself, whose host and port are what they are for.
     *
     * @param offered at least one
     */
    Mono<HttpConnector> to(Proxy proxy, Set<ProtocolVersion> offered) {
        HttpConnector way = way(proxy, null, NO_FURTHER).toBuilder()
                .version(Versions.single(offered))
                .build();
        if (proxy.kind() == Proxy.Kind.HTTPS) {
            return (offered.contains(ProtocolVersion.HTTP_2) ? tlsOfAnyVersion : tls)
                    .map(secured -> way.toBuilder().tls(secured).build());
        }
        return Mono.just(way);
    }

    /** As {@link #to}, for tunnels, which may be silent for as long as they like. */
    Mono<HttpConnector> forTunnels(Proxy proxy) {
        return to(proxy, Versions.AUTOMATIC.offeredTo(proxy))
                .map(made ->
                        made.toBuilder().settings(ConnectionSettings.defaults()).build());
    }

    /** Connections to servers, which the proxy is asked for. */
    Mono<HttpConnector> through(Proxy proxy, Tunnel tunnel) {
        return proxy.kind() == Proxy.Kind.HTTPS
                ? tls.map(secured -> way(proxy, secured, tunnel))
                : Mono.just(way(proxy, null, tunnel));
    }

    private HttpConnector way(Proxy proxy, @Nullable ClientTls secured, Tunnel tunnel) {
        String host = host(proxy);
        Tunnel onward = secured == null
                ? tunnel
                : TlsTunnel.of(secured).to(host, proxy.port()).then(tunnel);
        Proxy first = proxy.options().preProxy();
        return first == null
                ? plain.toBuilder().through(address(proxy), onward).build()
                : plain.toBuilder()
                        .through(
                                address(first),
                                socks(first).to(host, proxy.port()).then(onward))
                        .build();
    }

    /** The tunnel through a SOCKS proxy. */
    static Tunnel socks(Proxy proxy) {
        String userName = proxy.userName();
        String password = proxy.password() == null ? "" : proxy.password();
        SocksVersion version = SocksVersion.valueOf(proxy.kind().name());
        return userName == null || userName.isEmpty()
                ? SocksTunnel.of(version)
                : SocksTunnel.of(version, new SocksCredentials(userName, password));
    }

    /** Without brackets. */
    static String host(Proxy proxy) {
        String host = proxy.host();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static SocketAddress address(Proxy proxy) {
        Path socket = proxy.socket();
        return socket != null
                ? new DomainSocketAddress(socket.toFile())
                : AddressUtils.createUnresolved(host(proxy), proxy.port());
    }
}
