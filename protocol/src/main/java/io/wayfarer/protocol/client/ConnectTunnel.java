/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.h1.Http1Connection;
import io.wayfarer.protocol.header.HeaderList;

/**
 * The way through an HTTP proxy by CONNECT (RFC 9110 section 9.3.6). Fails with {@link TunnelRefusedException} when the
 * proxy answers anything but 2xx.
 */
public final class ConnectTunnel implements Tunnel {

    private static final ConnectTunnel ANONYMOUS = new ConnectTunnel(null);

    private final @Nullable String authorization;

    private ConnectTunnel(@Nullable String authorization) {
        this.authorization = authorization;
    }

    /** Without credentials. */
    public static ConnectTunnel anonymous() {
        return ANONYMOUS;
    }

    /** With credentials in the Basic scheme (RFC 7617), sent without being asked. */
    public static ConnectTunnel of(String userName, String password) {
        String pair = userName + ":" + password;
        return new ConnectTunnel("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** With a value of {@code Proxy-Authorization}, of whatever scheme; the answer to a challenge, for instance. */
    public static ConnectTunnel authorized(String authorization) {
        return new ConnectTunnel(authorization);
    }

    @Override
    public Mono<Channel> lead(Channel channel, String host, int port) {
        HttpConnection proxy = Http1Connection.client(channel, ConnectionSettings.defaults());
        HttpStream stream = proxy.newStream();
        return stream.sendHeaders(request(host, port), true)
                .then(stream.reader().finalHeaders())
                .flatMap(answer -> answer.status() / 100 == 2
                        ? stream.reader().trailers().then(proxy.takeChannel())
                        : Mono.error(new TunnelRefusedException(answer)));
    }

    private HeaderList request(String host, int port) {
        String authority = (NetUtil.isValidIpV6Address(host) ? "[" + host + "]" : host) + ":" + port;
        HeaderList.Builder request = HeaderList.builder()
                .add(HeaderList.METHOD, "CONNECT")
                .add(HeaderList.AUTHORITY, authority)
                .add("Host", authority);
        if (authorization != null) {
            request.addNeverIndexed("Proxy-Authorization", authorization);
        }
        return request.build();
    }
}
