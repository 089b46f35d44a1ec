/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.fixture.FieldSection;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Octets;

/**
 * Answers of HTTP/2 that no server should send: what is wrong with one stream ends that stream alone, what is wrong with the
 * connection ends the connection, and the next request gets its answer either way.
 */
@Timeout(60)
class FaultyHttp2AnswersTest {

    /** What comes of an answer, and whether the next request may have the same connection. */
    private record Outcome(
            @Nullable String text,
            @Nullable Class<? extends HttpExchangeException> failure,
            String says,
            boolean again) {

        Outcome andTheConnectionEnds() {
            return new Outcome(text, failure, says, false);
        }
    }

    private record Fault(String name, Outcome outcome, IntFunction<List<Http2Frame>> answer) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Outcome READ = new Outcome("hello", null, "", true);
    private static final Outcome REFUSED = new Outcome(null, ProtocolException.class, "not valid HTTP", true);
    private static final Outcome GIVEN_UP = new Outcome(null, ConnectionException.class, "gave the exchange up", true);
    private static final Outcome TOO_LARGE =
            new Outcome(null, ResponseLimitException.class, "larger than 65536 bytes", true);

    private static Http2Frame head(int stream, boolean end, String... fields) {
        return new Http2Frame.Headers(stream, FieldSection.of(fields), end);
    }

    private static Http2Frame ok(int stream) {
        return head(stream, false, ":status", "200");
    }

    private static Http2Frame hello(int stream, boolean end) {
        return new Http2Frame.Data(stream, Octets.ofText("hello"), end);
    }

    private static Fault fault(String name, Outcome outcome, IntFunction<List<Http2Frame>> answer) {
        return new Fault(name, outcome, answer);
    }

    /** A head of many fields, in frames of so many each. */
    private static List<Http2Frame> section(int stream, String value, int fields, int frames) {
        String[] some = new String[2 * fields];
        Arrays.fill(some, value);
        for (int i = 0; i < some.length; i += 2) {
            some[i] = "x-field";
        }
        List<Http2Frame> section = new ArrayList<>();
        section.add(new Http2Frame.Headers(stream, 0, null, FieldSection.of(":status", "200"), null));
        for (int i = 1; i <= frames; i++) {
            section.add(new Http2Frame.Continuation(stream, FieldSection.of(some), i == frames));
        }
        return section;
    }

    /** A head of these fields, and content that would do. */
    private static Fault fields(String name, Outcome outcome, String... fields) {
        return fault(name, outcome, stream -> List.of(head(stream, false, fields), hello(stream, true)));
    }

    static Stream<Fault> heads() {
        return Stream.of(
                fields("no status", REFUSED, "x-a", "b"),
                fields("two states", REFUSED, ":status", "200", ":status", "404"),
                fields("a status of two digits", REFUSED, ":status", "20"),
                fields("a switch of protocols", REFUSED, ":status", "101"),
                fields("a field of a request", REFUSED, ":status", "200", ":path", "/"),
                fields("the status behind fields", REFUSED, "x-a", "b", ":status", "200"),
                fields("a name with capitals", REFUSED, ":status", "200", "X-A", "b"),
                fields("a value split by CR and LF", REFUSED, ":status", "200", "x-a", "b\r\nset-cookie: c=d"),
                fields("a value with a NUL", REFUSED, ":status", "200", "x-a", "b\0c"),
                fields("a name with a colon", REFUSED, ":status", "200", "x:a", "b"),
                fields("a coding of HTTP/1", REFUSED, ":status", "200", "transfer-encoding", "chunked"),
                fields("a field of the connection", REFUSED, ":status", "200", "connection", "close"),
                fields("more than was announced", REFUSED, ":status", "200", "content-length", "4"),
                fields("less than was announced", REFUSED, ":status", "200", "content-length", "6"),
                fields("two lengths", REFUSED, ":status", "200", "content-length", "5", "content-length", "6"),
                fields("a length that is no number", REFUSED, ":status", "200", "content-length", "five"),
                fault("too many fields", TOO_LARGE, stream -> section(stream, "a", 700, 3)),
                fault(
                        "fields too large for their stream",
                        TOO_LARGE,
                        stream -> section(stream, "x".repeat(700), 10, 10)),
                fault(
                        "fields too large for anybody",
                        TOO_LARGE.andTheConnectionEnds(),
                        stream -> section(stream, "x".repeat(700), 10, 20)));
    }

    static Stream<Fault> sequences() {
        return Stream.of(
                fault("content before the head", REFUSED, stream -> List.of(hello(stream, true))),
                fault("hints that end the stream", REFUSED, stream -> List.of(head(stream, true, ":status", "103"))),
                fault(
                        "hints without end",
                        REFUSED,
                        stream -> Collections.nCopies(200, head(stream, false, ":status", "103", "link", "</a.css>"))),
                fault(
                        "hints behind the answer's head",
                        REFUSED,
                        stream -> List.of(ok(stream), head(stream, false, ":status", "103"), hello(stream, true))),
                fault("a second head", REFUSED, stream -> List.of(ok(stream), ok(stream), hello(stream, true))),
                fault(
                        "a status in trailers",
                        REFUSED,
                        stream -> List.of(ok(stream), hello(stream, false), head(stream, true, ":status", "200"))),
                fault(
                        "trailers that do not end the stream",
                        REFUSED,
                        stream -> List.of(
                                ok(stream),
                                hello(stream, false),
                                head(stream, false, "x-a", "b"),
                                hello(stream, true))),
                fault(
                        "an unknown frame amid the answer",
                        READ,
                        stream -> List.of(
                                ok(stream),
                                new Http2Frame.Unknown(0xbe, 0, stream, Octets.ofText("?")),
                                hello(stream, true))),
                fault(
                        "a reset behind the answer",
                        READ,
                        stream -> List.of(
                                ok(stream),
                                hello(stream, true),
                                new Http2Frame.RstStream(stream, Http2Error.NO_ERROR))));
    }

    static Stream<Fault> endsOfStreams() {
        return Stream.of(
                        Http2Error.NO_ERROR,
                        Http2Error.CANCEL,
                        Http2Error.INTERNAL_ERROR,
                        Http2Error.ENHANCE_YOUR_CALM,
                        Http2Error.PROTOCOL_ERROR)
                .flatMap(error -> Stream.of(
                        fault(
                                error + " in place of the answer",
                                GIVEN_UP,
                                stream -> List.of(new Http2Frame.RstStream(stream, error))),
                        fault(
                                error + " amid the answer",
                                GIVEN_UP,
                                stream -> List.of(
                                        ok(stream), hello(stream, false), new Http2Frame.RstStream(stream, error)))));
    }

    static Stream<Fault> breachesOfTheConnection() {
        Outcome refused = REFUSED.andTheConnectionEnds();
        return Stream.of(
                fault("an answer nobody asked for", refused, stream -> List.of(ok(stream + 100))),
                fault(
                        "a promise nobody wanted",
                        refused,
                        stream -> List.of(new Http2Frame.PushPromise(stream, 2, FieldSection.of(":method", "GET")))),
                fault(
                        "a section that is broken",
                        refused,
                        stream -> List.of(new Http2Frame.Headers(stream, Octets.of((byte) 0xff, (byte) 0xff), true))),
                fault(
                        "a section that another frame interrupts",
                        refused,
                        stream -> List.of(
                                new Http2Frame.Headers(stream, 0, null, FieldSection.of(":status", "200"), null),
                                hello(stream, true))),
                fault("a section without end", refused, FaultyHttp2AnswersTest::endlessSection),
                fault(
                        "a frame larger than allowed",
                        refused,
                        stream -> List.of(ok(stream), new Http2Frame.Data(stream, Octets.zeros(20_000), true))),
                fault("a window that grows by nothing", refused, stream -> List.of(new Http2Frame.WindowUpdate(0, 0))),
                fault("a flood of pings", refused, stream -> Collections.nCopies(2000, new Http2Frame.Ping(1, false))),
                fault(
                        "padding longer than its frame",
                        refused,
                        stream -> List.of(
                                ok(stream),
                                new Http2Frame.Unknown(FrameType.DATA, FrameType.PADDED, stream, Octets.of((byte) 9)))),
                fault(
                        "the end, announced",
                        READ.andTheConnectionEnds(),
                        stream -> List.of(
                                new Http2Frame.GoAway(stream, Http2Error.NO_ERROR, Octets.empty()),
                                ok(stream),
                                hello(stream, true))));
    }

    private static List<Http2Frame> endlessSection(int stream) {
        List<Http2Frame> frames = new ArrayList<>();
        frames.add(new Http2Frame.Headers(stream, 0, null, FieldSection.of(":status", "200"), null));
        frames.addAll(Collections.nCopies(100, new Http2Frame.Continuation(stream, Octets.empty(), false)));
        return frames;
    }

    @ParameterizedTest
    @MethodSource({"heads", "sequences", "endsOfStreams", "breachesOfTheConnection"})
    void areToldAsWhatTheyAreAndHurtNoOtherExchange(Fault fault) {
        try (OneConnection client = OneConnection.http2();
                ScriptedHttp2Server server = new ScriptedHttp2Server(request -> {
                    if (request.attempt() == 1) {
                        request.send(fault.answer.apply(request.stream()).toArray(new Http2Frame[0]));
                    } else {
                        request.answer();
                    }
                })) {
            Outcome outcome = fault.outcome;
            if (outcome.failure == null) {
                assertThat(client.text(server.uri())).isEqualTo(outcome.text);
            } else {
                assertThat(client.failure(server.uri(), fault.name))
                        .isInstanceOf(outcome.failure)
                        .hasMessageContaining(outcome.says);
            }
            assertThat(client.text(server.uri())).isEqualTo("GET ");
            assertThat(server.arrivals().get(1).connection()).isEqualTo(outcome.again ? 1 : 2);
            client.leavesNothing(server.uri(), server::open);
        }
    }

    @Test
    void aServerThatDoesNotSpeakHttp2IsToldAsThat() {
        try (OneConnection client = OneConnection.http2();
                RawPeer peer = RawPeer.scripted(conversation -> {
                    conversation.read(24);
                    conversation.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                    conversation.awaitEnd();
                })) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.failure(peer.uri("/"), "HTTP/1.1"))
                        .isInstanceOf(ProtocolException.class)
                        .hasMessageContaining("Check that an HTTP server listens there");
            }
            client.leavesNothing(peer.uri("/"), peer::open);
        }
    }
}
