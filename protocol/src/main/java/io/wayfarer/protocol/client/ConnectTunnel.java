/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.h1.Http1Connection;
import io.wayfarer.protocol.header.HeaderField;
import io.wayfarer.protocol.header.HeaderList;

/**
 * The way through an HTTP proxy by CONNECT (RFC 9110 section 9.3.6). Fails with {@link TunnelRefusedException} when the
 * proxy answers anything but 2xx. Immutable.
 */
public final class ConnectTunnel implements Tunnel {

    /** So much of a refusal's content is read, and so long; the connection is closed then. */
    private static final int MOST_EXPLANATION = 8 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final ConnectTunnel ANONYMOUS = new ConnectTunnel(HeaderList.empty());

    private final HeaderList fields;

    private ConnectTunnel(HeaderList fields) {
        this.fields = fields;
    }

    /** Without credentials. */
    public static ConnectTunnel anonymous() {
        return ANONYMOUS;
    }

    /** With credentials in the Basic scheme (RFC 7617), sent without being asked. */
    public static ConnectTunnel of(String userName, String password) {
        String pair = userName + ":" + password;
        return authorized("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** With a value of {@code Proxy-Authorization}, of whatever scheme; the answer to a challenge, for instance. */
    public static ConnectTunnel authorized(String authorization) {
        return new ConnectTunnel(HeaderList.builder()
                .addNeverIndexed("Proxy-Authorization", authorization)
                .build());
    }

    /** With more fields, which the proxy alone sees. */
    public ConnectTunnel with(Iterable<HeaderField> more) {
        return new ConnectTunnel(fields.toBuilder().addAll(more).build());
    }

    @Override
    public Mono<Channel> lead(Channel channel, String host, int port) {
        return lead(Http1Connection.client(channel, ConnectionSettings.defaults()), host, port);
    }

    /**
     * Leads on from a connection to the proxy. In HTTP/1 it is used up; in HTTP/2 the tunnel is a stream of it, one of many
     * (RFC 9113 section 8.5).
     *
     * @return the channel to go on with, on the connection's event loop; it does not read by itself
     */
    public Mono<Channel> lead(HttpConnection proxy, String host, int port) {
        boolean shared = proxy.version() == ProtocolVersion.HTTP_2;
        return Mono.defer(() -> {
            HttpStream stream = proxy.newStream();
            return stream.sendHeaders(request(host, port, !shared), !shared)
                    .then(stream.reader().finalHeaders())
                    .flatMap(answer -> answer.status() / 100 == 2 ? Mono.just(stream) : refused(stream, answer))
                    .flatMap(opened -> shared
                            ? StreamChannel.over(opened)
                            : opened.reader().trailers().then(Mono.defer(proxy::takeChannel)))
                    .doFinally(end -> {
                        // A request whose end was never sent leaves its stream open, however the proxy has ended the
                        // answer.
                        if (end == SignalType.CANCEL || (shared && end == SignalType.ON_ERROR)) {
                            stream.reset(Http2Error.CANCEL);
                        }
                    });
        });
    }

    private static Mono<HttpStream> refused(HttpStream stream, HeaderList answer) {
        return stream.reader()
                .read(MOST_EXPLANATION)
                .map(ConnectTunnel::text)
                .timeout(PATIENCE, Mono.empty())
                .onErrorComplete() // the refusal stands, explained or not
                .defaultIfEmpty("")
                .flatMap(explanation -> Mono.error(new TunnelRefusedException(answer, explanation)));
    }

    private static String text(ByteBuf content) {
        try {
            return new String(ByteBufUtil.getBytes(content), StandardCharsets.UTF_8);
        } finally {
            content.release();
        }
    }

    private HeaderList request(String host, int port, boolean http1) {
        String authority = (NetUtil.isValidIpV6Address(host) ? "[" + host + "]" : host) + ":" + port;
        HeaderList.Builder request =
                HeaderList.builder().add(HeaderList.METHOD, "CONNECT").add(HeaderList.AUTHORITY, authority);
        if (http1) {
            request.add("Host", authority);
        }
        return request.addAll(fields).build();
    }
}
