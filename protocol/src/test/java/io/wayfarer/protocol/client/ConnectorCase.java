/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

import reactor.core.publisher.Mono;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.tls.ClientTls;

/** Servers to connect to, and what is said to them. */
abstract class ConnectorCase {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    static final ClientTls TLS = ClientTls.builder()
            .trust(LoopbackTls.localhost().trustManagerFactory())
            .build();

    static <T> T got(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }

    static String answer(HttpConnection connection, String authority) {
        HttpStream stream = connection.newStream();
        HeaderList head = HeaderList.of(
                HeaderList.METHOD,
                "GET",
                HeaderList.SCHEME,
                "http",
                HeaderList.AUTHORITY,
                authority,
                HeaderList.PATH,
                "/");
        return got(stream.sendHeaders(head, true).then(stream.reader().text(StandardCharsets.UTF_8, 1000)));
    }

    /** The answer, and what spoke; the connection is closed. */
    static String spoken(Mono<HttpConnection> connecting) {
        HttpConnection connection = got(connecting);
        try {
            return connection.version() + " " + answer(connection, "localhost");
        } finally {
            connection.close().block(PATIENCE);
        }
    }

    static HttpConnectException failure(Mono<HttpConnection> connecting) {
        Throwable thrown = catchThrowable(() -> connecting.block(PATIENCE));
        return (HttpConnectException) Objects.requireNonNull(thrown.getCause(), thrown::toString);
    }

    static LoopbackServer http2Server() {
        return LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                .secure(spec -> spec.sslContext((GenericSslContextSpec<?>)
                        Http2SslContextSpec.forServer(LoopbackTls.localhost().keyManagerFactory())))
                .handle((in, out) -> out.sendString(Mono.just("hello"))));
    }

    static LoopbackServer plainServer() {
        return LoopbackServer.startWith(plan -> plan.handle((in, out) -> out.sendString(Mono.just("hello"))));
    }
}
