/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.fixture.RawPeer;

/**
 * Answers of HTTP/1.1 that no server should send: each is either refused as what it is, or read in the one way in which
 * nobody on the path can read it otherwise; and the next request gets its own answer, on the same connection only where both
 * ends are sure to be of one mind about where it stands.
 */
@Timeout(60)
class FaultyAnswersTest {

    private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    /** What comes of an answer, and whether the connection is used again. */
    private record Outcome(
            @Nullable String text,
            @Nullable Class<? extends HttpExchangeException> failure,
            String says,
            boolean again) {

        static Outcome read(String text) {
            return new Outcome(text, null, "", true);
        }

        static Outcome readLast(String text) {
            return new Outcome(text, null, "", false);
        }

        static Outcome refused() {
            return refused(ProtocolException.class, "not valid HTTP");
        }

        static Outcome refused(Class<? extends HttpExchangeException> failure, String says) {
            return new Outcome(null, failure, says, false);
        }
    }

    private record Fault(String name, List<String> pieces, boolean thenEnds, Outcome outcome) {

        static Fault of(String name, String answer, Outcome outcome) {
            return new Fault(name, List.of(answer), false, outcome);
        }

        static Fault ending(String name, String answer, Outcome outcome) {
            return new Fault(name, List.of(answer), true, outcome);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> lengths() {
        String tooLarge = "99999999999999999999";
        return Stream.of(
                Fault.of("the same length twice", OK + length("5") + length("5") + "\r\nhello", Outcome.read("hello")),
                Fault.of("the same length in a list", OK + length("5, 5") + "\r\nhello", Outcome.read("hello")),
                Fault.of("two lengths", OK + length("5") + length("6") + "\r\nhello!", Outcome.refused()),
                Fault.of("two lengths in a list", OK + length("5, 6") + "\r\nhello!", Outcome.refused()),
                Fault.of("a negative length", OK + length("-5") + "\r\nhello", Outcome.refused()),
                Fault.of("a length with a sign", OK + length("+5") + "\r\nhello", Outcome.refused()),
                Fault.of("a length that is no number", OK + length("five") + "\r\nhello", Outcome.refused()),
                Fault.of("a hexadecimal length", OK + length("0x5") + "\r\nhello", Outcome.refused()),
                Fault.of("an empty length", OK + length("") + "\r\nhello", Outcome.refused()),
                Fault.of("a length beyond all numbers", OK + length(tooLarge) + "\r\nhello", Outcome.refused()),
                Fault.of("less than is there", OK + length("5") + "\r\nhello, and more", Outcome.readLast("hello")),
                Fault.ending(
                        "more than is there",
                        OK + length("50") + "\r\nhello",
                        Outcome.refused(ConnectionException.class, "closed before the answer was complete")),
                Fault.of(
                        "length and chunks",
                        OK + length("4") + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                        Outcome.readLast("hello")),
                Fault.ending("no length at all", OK + "\r\nhello", Outcome.readLast("hello")),
                Fault.of("content where none may be", "HTTP/1.1 204 No Content\r\n\r\nhello", Outcome.readLast("")),
                Fault.of(
                        "a length where no content may be",
                        "HTTP/1.1 204 No\r\n" + length("5") + "\r\n",
                        Outcome.read("")));
    }

    static Stream<Fault> chunks() {
        String coding = OK + "Transfer-Encoding: ";
        String hello = "\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        return Stream.of(
                Fault.of("a size that is no number", CHUNKED + "five\r\nhello\r\n0\r\n\r\n", Outcome.refused()),
                Fault.of("an empty size", CHUNKED + "\r\nhello\r\n0\r\n\r\n", Outcome.refused()),
                Fault.of("a negative size", CHUNKED + "-5\r\nhello\r\n0\r\n\r\n", Outcome.refused()),
                Fault.of("a size with a prefix", CHUNKED + "0x5\r\nhello\r\n0\r\n\r\n", Outcome.refused()),
                Fault.of("a size beyond all numbers", CHUNKED + "fffffffffffffffff\r\nhello", Outcome.refused()),
                Fault.of("a size without end", CHUNKED + "0".repeat(10_000), Outcome.refused()),
                Fault.of("a size that ends with LF alone", CHUNKED + "5\nhello\r\n0\r\n\r\n", Outcome.refused()),
                Fault.of("a chunk longer than its size", CHUNKED + "4\r\nhello\r\n0\r\n\r\n", Outcome.refused()),
                Fault.of("a chunk shorter than its size", CHUNKED + "6\r\nhello\r\n0\r\n\r\n", Outcome.refused()),
                Fault.of("an extension without end", CHUNKED + "5;" + "a".repeat(10_000), Outcome.refused()),
                Fault.of(
                        "more extensions than content",
                        CHUNKED + ("1;" + "a".repeat(4000) + "\r\nx\r\n").repeat(20),
                        Outcome.refused()),
                Fault.ending(
                        "no last chunk",
                        CHUNKED + "5\r\nhello\r\n",
                        Outcome.refused(ConnectionException.class, "closed before the answer was complete")),
                Fault.of(
                        "trailers without end",
                        CHUNKED + "0\r\n" + field(70_000),
                        Outcome.refused(ResponseLimitException.class, "65536")),
                Fault.of("a trailer with a NUL", CHUNKED + "0\r\nX-A: a\0b\r\n\r\n", Outcome.refused()),
                Fault.of("chunked twice", coding + "chunked, chunked" + hello, Outcome.refused()),
                Fault.of("a coding nobody knows", coding + "nonsense, chunked" + hello, Outcome.refused()),
                Fault.of("chunked before another coding", coding + "chunked, gzip" + hello, Outcome.refused()),
                Fault.of("chunked by an unlikely name", coding + "xchunked" + hello, Outcome.refused()));
    }

    static Stream<Fault> heads() {
        String end = length("5") + "\r\nhello";
        String hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
        String limit = "the head of the answer is larger than 65536 bytes";
        return Stream.of(
                Fault.of("no HTTP", "SSH-2.0-OpenSSH_9.2p1\r\n\r\n", Outcome.refused()),
                Fault.of("another version", "HTTP/2.0 200 OK\r\n" + end, Outcome.refused()),
                Fault.of("a status of two digits", "HTTP/1.1 20 OK\r\n" + end, Outcome.refused()),
                Fault.of("a status of four digits", "HTTP/1.1 2000 OK\r\n" + end, Outcome.refused()),
                Fault.of("a status below 100", "HTTP/1.1 099 OK\r\n" + end, Outcome.refused()),
                Fault.of("a field split by CR", OK + "X-A: a\rSet-Cookie: b=c\r\n" + end, Outcome.refused()),
                Fault.of("a field with a NUL", OK + "X-A: a\0b\r\n" + end, Outcome.refused()),
                Fault.of("a space before the colon", OK + "Content-Length : 5\r\n\r\nhello", Outcome.refused()),
                Fault.of("a field without a name", OK + ": a\r\n" + end, Outcome.refused()),
                Fault.of("a field without a colon", OK + "Content-Length 5\r\n" + end, Outcome.refused()),
                Fault.of("a space before the first field", OK + " X-A: a\r\n" + end, Outcome.refused()),
                Fault.of("a switch nobody asked for", "HTTP/1.1 101 Switching Protocols\r\n\r\n", Outcome.refused()),
                Fault.of("hints without end", hints.repeat(200) + FINE, Outcome.refused()),
                Fault.of("some hints", hints.repeat(50) + OK + end, Outcome.read("hello")),
                Fault.of(
                        "a status line without end",
                        "HTTP/1.1 200 " + "O".repeat(70_000),
                        Outcome.refused(ResponseLimitException.class, limit)),
                Fault.of(
                        "a field without end",
                        OK + field(70_000),
                        Outcome.refused(ResponseLimitException.class, limit)),
                Fault.of(
                        "too many fields",
                        OK + "A: a\r\n".repeat(20_000),
                        Outcome.refused(ResponseLimitException.class, limit)));
    }

    /** What comes behind an answer is nobody's; least of all is it the answer to the next request. */
    static Stream<Fault> whatFollows() {
        String hello = OK + length("5") + "\r\nhello";
        String evil = OK + length("4") + "\r\nevil";
        return Stream.of(
                Fault.of("an answer behind the answer", hello + evil, Outcome.readLast("hello")),
                Fault.of(
                        "an answer behind the last chunk",
                        CHUNKED + "5\r\nhello\r\n0\r\n\r\n" + evil,
                        Outcome.readLast("hello")),
                Fault.of("half an answer behind the answer", hello + "HTTP/1.1 200 O", Outcome.readLast("hello")),
                Fault.of(
                        "hints behind the answer",
                        hello + "HTTP/1.1 103 Early Hints\r\n\r\n",
                        Outcome.readLast("hello")),
                Fault.of("garbage behind the answer", hello + "\0\1\2", Outcome.readLast("hello")),
                new Fault("an answer later on", List.of(hello, evil), false, Outcome.readLast("hello")),
                new Fault("one octet later on", List.of(hello, "!"), false, Outcome.readLast("hello")),
                Fault.of("an empty line behind the answer", hello + "\r\n", Outcome.read("hello")),
                Fault.ending("the end, unannounced", hello, Outcome.readLast("hello")));
    }

    private static String length(String value) {
        return "Content-Length: " + value + "\r\n";
    }

    private static String field(int length) {
        return "X-Long: " + "x".repeat(length) + "\r\n\r\n";
    }

    @ParameterizedTest
    @MethodSource({"lengths", "chunks", "heads", "whatFollows"})
    void areToldAsWhatTheyAreAndHurtNoOtherExchange(Fault fault) {
        AtomicInteger requests = new AtomicInteger();
        try (OneConnection client = OneConnection.http1();
                RawPeer peer = RawPeer.scripted(conversation -> {
                    while (!conversation.readHead().isEmpty()) {
                        boolean faulty = requests.incrementAndGet() == 1;
                        for (String piece : faulty ? fault.pieces : List.of(FINE)) {
                            conversation.write(piece);
                        }
                        if (faulty && fault.thenEnds) {
                            return;
                        }
                    }
                })) {
            Outcome outcome = fault.outcome;
            if (outcome.failure == null) {
                assertThat(client.text(peer.uri("/?key=secret"))).isEqualTo(outcome.text);
            } else {
                assertThat(client.failure(peer.uri("/?key=secret"), fault.name))
                        .isInstanceOf(outcome.failure)
                        .hasMessageContaining(outcome.says)
                        .hasMessageNotContaining("secret");
            }
            if (!outcome.again) {
                OneConnection.until(() -> peer.open() == 0);
            }
            assertThat(client.text(peer.uri("/"))).isEqualTo("fine");
            assertThat(peer.connections()).isEqualTo(outcome.again ? 1 : 2);
            client.leavesNothing(peer.uri("/"), peer::open);
        }
    }
}
