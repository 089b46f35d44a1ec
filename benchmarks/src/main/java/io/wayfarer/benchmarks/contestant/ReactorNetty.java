/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.Http2AllocationStrategy;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/** Bare Reactor Netty, the unit of all ratios. Redirects are its own where a scenario wants them, and off elsewhere. */
final class ReactorNetty implements Contestant {

    /** Streams on the one connection of HTTP/2. */
    private static final int MOST_STREAMS = 1000;

    private final ConnectionProvider connections = ConnectionProvider.create("benchmark", MAX_CONNECTIONS);
    private @Nullable ConnectionProvider connection;

    /**
     * One connection for each turn: callers that come together to the pool of a connection that has been idle are not all given
     * a stream, and wait for ever (1.3.6).
     */
    private ConnectionProvider connection() {
        closeConnection();
        ConnectionProvider made = ConnectionProvider.builder("benchmark")
                .maxConnections(1)
                // By default two callers may wait, and until the settings of the peer are there all of them do.
                .pendingAcquireMaxCount(-1)
                .allocationStrategy(Http2AllocationStrategy.builder()
                        .maxConnections(1)
                        .maxConcurrentStreams(MOST_STREAMS)
                        .build())
                .build();
        connection = made;
        return made;
    }

    private void closeConnection() {
        ConnectionProvider last = connection;
        if (last != null) {
            last.dispose();
        }
    }

    @Override
    public Exchange prepare(Call call) {
        HttpClient client = call.http2()
                ? HttpClient.create(connection()).protocol(HttpProtocol.H2C)
                : HttpClient.create(connections).followRedirect(call.followsRedirects());
        String url = call.url();
        if (call.body().isEmpty()) {
            return new MonoExchange(() -> client.get().uri(url).responseSingle(ReactorNetty::answer));
        }
        byte[] body = call.body().get();
        HttpClient typed = client.headers(
                headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM));
        return new MonoExchange(() -> typed.post()
                .uri(url)
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .responseSingle(ReactorNetty::answer));
    }

    private static Mono<Answer> answer(HttpClientResponse response, ByteBufMono body) {
        return body.asByteArray().map(bytes -> new Answer(response.status().code(), bytes.length));
    }

    @Override
    public String transport() {
        return EventLoops.ofReactorNetty();
    }

    @Override
    public void close() {
        connections.dispose();
        closeConnection();
    }
}
