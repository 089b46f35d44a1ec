/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import java.net.URI;
import java.time.Duration;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;

import io.wayfarer.protocol.grammar.PercentCoding;

/**
 * A SOCKS proxy and how to speak with it. A value: any number of connections can be made through one.
 *
 * @param host name or address literal, without brackets
 */
public record SocksProxy(
        SocksVersion version,
        String host,
        int port,
        @Nullable SocksCredentials credentials) {

    /** Where SOCKS proxies listen (IANA). */
    public static final int DEFAULT_PORT = 1080;

    public SocksProxy {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("host: empty (expected: a name or an address)");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
        }
    }

    /**
     * As proxy URLs say it, {@code socks5h://user:password@proxy.example:1080}.
     *
     * @throws IllegalArgumentException when the scheme is none of {@link SocksVersion}, or there is no host
     */
    public static SocksProxy of(URI uri) {
        SocksVersion version = uri.getScheme() == null
                ? null
                : SocksVersion.ofScheme(uri.getScheme()).orElse(null);
        if (version == null) {
            throw new IllegalArgumentException(
                    "scheme: " + uri.getScheme() + " (expected: socks4, socks4a, socks5 or socks5h)");
        }
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("host: none (expected: " + version.scheme() + "://host:port)");
        }
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        return new SocksProxy(
                version, host, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(), credentials(uri.getRawUserInfo()));
    }

    private static @Nullable SocksCredentials credentials(@Nullable String userinfo) {
        if (userinfo == null || userinfo.isEmpty()) {
            return null;
        }
        int colon = userinfo.indexOf(':');
        return new SocksCredentials(
                decoded(colon < 0 ? userinfo : userinfo.substring(0, colon)),
                colon < 0 ? "" : decoded(userinfo.substring(colon + 1)));
    }

    private static String decoded(String part) {
        return PercentCoding.decodeComponent(part)
                .orElseThrow(() -> new IllegalArgumentException("userinfo: not percent-coded UTF-8"));
    }

    /** A negotiation on a channel that is connected to the proxy. */
    public SocksNegotiation on(Channel channel) {
        return new SocksNegotiation(channel, version, credentials);
    }

    /**
     * Connects to the proxy and has it connect to the target: TCP, look-ups and negotiation together within the limit.
     *
     * @return the channel to the target, not read from until somebody asks; fails with {@link SocksException}, or with
     *     what kept the proxy from being reached
     */
    public Mono<Channel> connect(String targetHost, int targetPort, Duration limit) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return TcpClient.create(ConnectionProvider.newConnection())
                    .host(host)
                    .port(port)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, SocksNegotiation.millis(limit))
                    .connect()
                    .flatMap(connection -> {
                        SocksNegotiation negotiation = on(connection.channel());
                        Duration rest = limit.minusNanos(System.nanoTime() - start);
                        return negotiation
                                .negotiate(targetHost, targetPort, rest.isNegative() ? Duration.ofMillis(1) : rest)
                                .then(negotiation.takeChannel());
                    });
        });
    }

    /** The address, without credentials. */
    @Override
    public String toString() {
        return version.scheme() + "://" + (NetUtil.isValidIpV6Address(host) ? "[" + host + "]" : host) + ":" + port;
    }
}
