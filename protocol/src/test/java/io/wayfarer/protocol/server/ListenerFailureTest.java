/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import static io.wayfarer.protocol.server.Listening.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.h2.Http2Connection;
import io.wayfarer.protocol.header.HeaderList;

/** Handlers that fail: the client is told, {@code onError} is told, and the next request is served. */
class ListenerFailureTest {

    private static final HeaderList OK = HeaderList.of(HeaderList.STATUS, "200", "content-length", "10");

    static Stream<Function<HttpStream, Mono<Void>>> failingBeforeTheHead() {
        return Stream.of(
                stream -> {
                    throw new IllegalArgumentException("thrown");
                },
                stream -> Mono.error(new IllegalArgumentException("emitted")),
                stream -> Mono.delay(java.time.Duration.ofMillis(10)).flatMap(late -> Mono.error(new AssertionError())),
                stream -> Mono.empty());
    }

    @ParameterizedTest
    @MethodSource("failingBeforeTheHead")
    void aHandlerThatFailsBeforeItsAnswerHasTheClientGet500(Function<HttpStream, Mono<Void>> failing) {
        try (Listening server = new Listening(listener(failing));
                RawClient client = RawClient.connect(server.listener)) {
            assertThat(client.get("/fail").readUntil("\r\n\r\n")).startsWith("HTTP/1.1 500 ");
            assertThat(client.get("/2").readUntil("!")).endsWith("/2!");
            Http2Connection http2 = server.http2();
            assertThat(Listening.get(http2, "/fail")).isEqualTo("500 ");
            assertThat(Listening.get(http2, "/3")).isEqualTo("200 HTTP/2 /3!");
            http2.close().block(LIMIT);
            assertThat(server.failure().phase()).isEqualTo(ListenerFailure.Phase.STREAM);
            assertThat(Objects.requireNonNull(server.failure().stream())
                            .connection()
                            .channel())
                    .isNotNull();
            assertThat(server.failures).isEmpty();
        }
    }

    static Stream<Function<HttpStream, Mono<Void>>> failingBehindTheHead() {
        return Stream.of(
                stream -> stream.sendHeaders(OK, false).then(Mono.error(new IllegalArgumentException("emitted"))),
                stream -> stream.sendHeaders(OK, false)
                        .then(stream.sendData(Unpooled.wrappedBuffer(new byte[5]), false))
                        .then(Mono.error(new IllegalArgumentException("emitted"))),
                stream -> stream.sendHeaders(OK, false));
    }

    @ParameterizedTest
    @MethodSource("failingBehindTheHead")
    void aHandlerThatFailsAmidItsAnswerBreaksItOff(Function<HttpStream, Mono<Void>> failing) {
        try (Listening server = new Listening(listener(failing));
                RawClient client = RawClient.connect(server.listener)) {
            String heard = client.get("/fail").readAll();
            assertThat(heard).startsWith("HTTP/1.1 200 ").doesNotContain("500").endsWith(">");
            assertThat(server.failure().phase()).isEqualTo(ListenerFailure.Phase.STREAM);
            Http2Connection http2 = server.http2();
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> Listening.get(http2, "/fail"))
                    .havingCause()
                    .isInstanceOfSatisfying(
                            StreamResetException.class,
                            reset -> assertThat(reset.error()).isEqualTo(Http2Error.INTERNAL_ERROR));
            assertThat(Listening.get(http2, "/3")).isEqualTo("200 HTTP/2 /3!");
            http2.close().block(LIMIT);
        }
    }

    @Test
    void aHandlerOfFailuresThatFailsChangesNothing() {
        HttpListener listener = Objects.requireNonNull(listener(stream -> Mono.error(new IllegalArgumentException()))
                .onError(failure -> {
                    throw new IllegalStateException("of the handler of failures");
                })
                .bind()
                .block(LIMIT));
        try (RawClient client = RawClient.connect(listener)) {
            assertThat(client.get("/fail").readUntil("\r\n\r\n")).startsWith("HTTP/1.1 500 ");
            assertThat(client.get("/2").readUntil("!")).endsWith("/2!");
        } finally {
            listener.close().block(LIMIT);
        }
    }

    @Test
    void aClientThatGoesAwayAmidTheAnswerIsToldAsAFailureOfItsStream() {
        try (Listening server = new Listening(HttpListener.builder()
                .host("127.0.0.1")
                .onStream(stream -> stream.sendHeaders(HeaderList.of(HeaderList.STATUS, "200"), false)
                        .then(stream.sendBody(reactor.core.publisher.Flux.range(0, 100_000)
                                .map(number -> Unpooled.wrappedBuffer(new byte[10_000]))))))) {
            try (RawClient client = RawClient.connect(server.listener)) {
                client.get("/").readUntil("\r\n\r\n");
            }
            assertThat(server.listener.closed()).isNotNull();
        }
    }

    private static ListenerBuilder listener(Function<HttpStream, Mono<Void>> failing) {
        return HttpListener.builder().host("127.0.0.1").onStream(stream -> {
            HeaderList request = Objects.requireNonNull(stream.reader().head());
            return "/fail".equals(request.first(HeaderList.PATH)) ? failing.apply(stream) : Listening.tell(stream);
        });
    }
}
