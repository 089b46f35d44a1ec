/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Octets;
import io.wayfarer.protocol.h2.Http2Settings;

/** Requests that a server of HTTP/2 says it did nothing with: RFC 9113 sections 6.8 and 8.7. */
@Timeout(60)
class UnprocessedRequestTest {

    private final PooledTransport transport = new PooledTransport(
            TransportSettings.builder().http2PriorKnowledge(true).build());

    @AfterEach
    void close() {
        transport.dispose();
    }

    private Mono<String> send(ScriptedHttp2Server server, HttpMethod method, RequestBody body) {
        return Hops.answer(transport, Hops.of(method, server.uri(), body));
    }

    private static Throwable failure(Mono<String> answer) {
        return Exceptions.unwrap(catchThrowable(() -> answer.block(Hops.PATIENCE)));
    }

    private static RequestBody bytes() {
        return RequestBody.bytes("hello".getBytes(StandardCharsets.UTF_8), MediaType.TEXT_PLAIN);
    }

    private static RequestBody replayable() {
        return RequestBody.replayable(UnprocessedRequestTest::pieces, 5, MediaType.TEXT_PLAIN);
    }

    private static RequestBody once() {
        return RequestBody.stream(pieces(), 5, MediaType.TEXT_PLAIN);
    }

    private static Flux<DataBuffer> pieces() {
        return Flux.just("he", "llo")
                .map(text -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Stream<RequestBody> bodies() {
        return Stream.of(bytes(), replayable());
    }

    static Stream<RequestBody> anyBodies() {
        return Stream.of(RequestBody.empty(), bytes(), replayable(), once());
    }

    @Test
    void aRefusedGetIsRepeatedOnce() {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(request -> {
            if (request.attempt() == 1) {
                request.reset(Http2Error.REFUSED_STREAM);
            } else {
                request.answer();
            }
        })) {
            assertThat(Hops.got(send(server, HttpMethod.GET, RequestBody.empty())))
                    .isEqualTo("200 GET ");
            assertThat(server.arrivals()).hasSize(2);
        }
    }

    @Test
    void theAnswerTellsWhyItsRequestWasRepeated() {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(request -> {
            if (request.attempt() < 3) {
                request.reset(Http2Error.REFUSED_STREAM);
            } else {
                request.answer();
            }
        })) {
            TransportResponse answer = transport
                    .exchange(Hops.of(HttpMethod.GET, server.uri(), RequestBody.empty()))
                    .block(Hops.PATIENCE);
            assertThat(answer).isNotNull();
            assertThat(answer.repetitions())
                    .hasSize(2)
                    .allMatch("the server did nothing with it (REFUSED_STREAM)"::equals);
            answer.release();
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aRefusedPostIsRepeatedOnceWithItsBody(RequestBody body) {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(request -> {
            if (request.attempt() == 1) {
                request.reset(Http2Error.REFUSED_STREAM);
            } else {
                request.answer();
            }
        })) {
            assertThat(Hops.got(send(server, HttpMethod.POST, body))).isEqualTo("200 POST hello");
            assertThat(server.arrivals())
                    .extracting(request -> request.method() + " " + request.content())
                    .containsExactly("POST hello", "POST hello");
        }
    }

    /** Two at a time on one connection, of which the second is beyond the server's last one. */
    @ParameterizedTest
    @MethodSource("bodies")
    void aPostAboveTheLastStreamOfGoAwayIsRepeatedOnceOnAnotherConnection(RequestBody body) {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(request -> {
            if (request.connection() > 1) {
                request.answer();
            } else if (request.stream() == 3) {
                request.send(new Http2Frame.GoAway(1, Http2Error.NO_ERROR, Octets.empty()));
                new ScriptedHttp2Server.Arrival(0, 1, 1, "FIRST", "", request.wire()).answer();
            }
        })) {
            Mono<String> first = send(server, HttpMethod.GET, RequestBody.empty());
            Mono<String> second = send(server, HttpMethod.POST, body);

            List<String> answers =
                    Flux.mergeSequential(first, second).collectList().block(Hops.PATIENCE);

            assertThat(answers).containsExactly("200 FIRST ", "200 POST hello");
            assertThat(server.arrivals())
                    .extracting(request -> request.connection() + " " + request.method() + " " + request.content())
                    .containsExactly("1 GET ", "1 POST hello", "2 POST hello");
        }
    }

    @Test
    void aRefusedPostWhoseBodyCanBeReadOnceFails() {
        try (ScriptedHttp2Server server =
                new ScriptedHttp2Server(request -> request.reset(Http2Error.REFUSED_STREAM))) {
            assertThat(failure(send(server, HttpMethod.POST, once())))
                    .hasMessageContaining("REFUSED_STREAM")
                    .isInstanceOf(ConnectionException.class);
            assertThat(server.arrivals()).hasSize(1);
        }
    }

    /** Only the one says that nothing was done. */
    @ParameterizedTest
    @EnumSource(
            value = Http2Error.class,
            names = {"REFUSED_STREAM", "NO_ERROR"},
            mode = EnumSource.Mode.EXCLUDE)
    void aPostThatIsResetForAnotherReasonIsNotRepeated(Http2Error error) {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(request -> request.reset(error))) {
            assertThat(failure(send(server, HttpMethod.POST, bytes()))).isInstanceOf(ConnectionException.class);
            assertThat(server.arrivals()).hasSize(1);
        }
    }

    /** It may have been processed: nobody knows. */
    @Test
    void aPostWithinTheLastStreamOfGoAwayIsNotRepeated() {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(request -> {
            request.send(new Http2Frame.GoAway(request.stream(), Http2Error.NO_ERROR, Octets.empty()));
            request.wire().close().subscribe();
        })) {
            assertThat(failure(send(server, HttpMethod.POST, bytes()))).isInstanceOf(ConnectionException.class);
            assertThat(server.arrivals()).hasSize(1);
        }
    }

    @Test
    void aServerThatRefusesAlwaysIsAskedFourTimes() {
        try (ScriptedHttp2Server server =
                new ScriptedHttp2Server(request -> request.reset(Http2Error.REFUSED_STREAM))) {
            assertThat(failure(send(server, HttpMethod.GET, RequestBody.empty())))
                    .isInstanceOf(ConnectionException.class);
            assertThat(server.arrivals()).hasSize(4);
        }
    }

    /** The limit comes over the wire; asked again, the server would still not take it. */
    @ParameterizedTest
    @MethodSource("anyBodies")
    void aHeadLargerThanTheServerTakesFailsUnsentAndTheNextRequestIsFine(RequestBody body) {
        try (ScriptedHttp2Server server = new ScriptedHttp2Server(
                ScriptedHttp2Server.Arrival::answer, new Http2Frame.Setting(Http2Settings.MAX_HEADER_LIST_SIZE, 500))) {
            TransportRequest plain = Hops.get(server.uri());
            HttpHeaders large = new HttpHeaders();
            large.set("x-large", "x".repeat(500));
            assertThat(failure(Hops.answer(transport, new TransportRequest(plain.hop(), large, body, plain.route()))))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("the server takes 500");
            assertThat(Hops.got(Hops.answer(transport, plain))).isEqualTo("200 GET ");
            assertThat(server.arrivals()).hasSize(1);
        }
    }
}
