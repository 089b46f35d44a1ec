/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.HttpTimeoutException.Phase;
import io.wayfarer.fixture.FieldSection;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Octets;

/** Servers that take their time: silence at whichever stage is not waited out, and drops are not taken for silence. */
@Timeout(60)
class SlowAnswersTest {

    private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

    private final OneConnection client = OneConnection.http1();

    @AfterEach
    void close() {
        client.close();
    }

    /** Waits for that phase alone so shortly: whatever else happens may take its time, as it does on a busy machine. */
    private static OneConnection hasty(TransportSettings.Builder settings, Phase phase) {
        Duration soon = Duration.ofMillis(800);
        return new OneConnection(
                settings.timeouts(all -> phase == Phase.RESPONSE ? all.response(soon) : all.read(soon)));
    }

    /** What the next request, which waits as long as it takes, is answered. */
    private static String next(OneConnection client, URI uri) {
        return String.valueOf(client.http()
                .get(uri)
                .timeouts(all -> all.response(OneConnection.PATIENCE).read(OneConnection.PATIENCE))
                .bodyAsString()
                .block(OneConnection.PATIENCE));
    }

    private static void assertTimeout(Throwable failure, Phase phase) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        HttpTimeoutException.class, e -> assertThat(e.phase()).isEqualTo(phase));
    }

    static Stream<Arguments> beginnings() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        return Stream.concat(
                Stream.of("", "HTTP", "HTTP/1.1 200 OK\r\nContent-Len", "HTTP/1.1 103 Early Hints\r\n\r\n")
                        .map(beginning -> Arguments.of(Phase.RESPONSE, beginning)),
                Stream.of(
                                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                                "HTTP/1.1 200 OK\r\n\r\nhello",
                                chunked + "5",
                                chunked + "5\r\nhel",
                                chunked + "5\r\nhello\r\n0\r\nX-End:")
                        .map(beginning -> Arguments.of(Phase.READ, beginning)));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void silenceAtWhicheverStageIsATimeout(Phase phase, String beginning) {
        AtomicBoolean stalls = new AtomicBoolean(true);
        try (OneConnection hasty = hasty(TransportSettings.builder(), phase);
                RawPeer peer = RawPeer.scripted(conversation -> {
                    while (!conversation.readHead().isEmpty()) {
                        conversation.write(stalls.getAndSet(false) ? beginning : FINE);
                    }
                })) {
            assertTimeout(hasty.failure(peer.uri("/"), "silence"), phase);
            assertThat(next(hasty, peer.uri("/"))).isEqualTo("fine");
            hasty.leavesNothing(peer.uri("/"), peer::open);
        }
    }

    /** How far an answer of HTTP/2 gets. */
    enum Stage {
        NOTHING(Phase.RESPONSE),
        HINTS(Phase.RESPONSE),
        HALF_A_HEAD(Phase.RESPONSE),
        HEAD(Phase.READ),
        HALF_THE_CONTENT(Phase.READ);

        private final Phase phase;

        Stage(Phase phase) {
            this.phase = phase;
        }

        Http2Frame[] frames(int stream) {
            Http2Frame hints = new Http2Frame.Headers(stream, FieldSection.of(":status", "103"), false);
            Octets ok = FieldSection.of(":status", "200");
            Http2Frame head = new Http2Frame.Headers(stream, ok, false);
            return switch (this) {
                case NOTHING -> new Http2Frame[0];
                case HINTS -> new Http2Frame[] {hints};
                case HALF_A_HEAD -> new Http2Frame[] {new Http2Frame.Headers(stream, 0, null, ok, null)};
                case HEAD -> new Http2Frame[] {hints, head};
                case HALF_THE_CONTENT ->
                    new Http2Frame[] {head, new Http2Frame.Data(stream, Octets.ofText("hell"), false)};
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void silenceOfAStreamIsATimeoutOfTheStream(Stage stage) {
        try (OneConnection http2 = hasty(TransportSettings.builder().http2PriorKnowledge(true), stage.phase);
                ScriptedHttp2Server server = new ScriptedHttp2Server(request -> {
                    if (request.attempt() == 1) {
                        request.send(stage.frames(request.stream()));
                    } else {
                        request.answer();
                    }
                })) {
            assertTimeout(http2.failure(server.uri(), "silence"), stage.phase);
            if (stage == Stage.HALF_A_HEAD) {
                OneConnection.until(() -> server.open() == 0); // which nothing else can be said on
            }
            assertThat(next(http2, server.uri())).isEqualTo("GET ");
            http2.leavesNothing(server.uri(), server::open);
        }
    }

    @Test
    void anAnswerOfOneOctetAtATimeIsAnAnswer() {
        String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-End: 1\r\n\r\n";
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            while (!conversation.readHead().isEmpty()) {
                for (int i = 0; i < answer.length(); i++) {
                    conversation.write(answer.substring(i, i + 1));
                }
            }
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.text(peer.uri("/"))).isEqualTo("hello");
            }
            assertThat(peer.connections()).isEqualTo(1);
            client.leavesNothing(peer.uri("/"), peer::open);
        }
    }

    private static RawPeer dripping(String beginning) {
        return RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(beginning);
            while (!conversation.endsWithin(Duration.ofMillis(20))) {
                conversation.write("x");
            }
        });
    }

    /** Each octet comes in time, and the last one never: that is for the limits of a whole head, and of whole exchanges. */
    @Test
    void aHeadThatDripsForEverIsATimeout() {
        try (OneConnection hasty = hasty(TransportSettings.builder(), Phase.RESPONSE);
                RawPeer peer = dripping("HTTP/1.1 200 OK\r\nX-Slow: ")) {
            assertTimeout(hasty.failure(peer.uri("/"), "a head without end"), Phase.RESPONSE);
            hasty.leavesNothing(peer.uri("/"), peer::open);
        }
    }

    /** How long a body may take as a whole its reader alone can know. */
    @Test
    void aBodyThatDripsForEverIsGivenUpWithItsConnection() {
        try (RawPeer peer = dripping("HTTP/1.1 200 OK\r\n\r\n")) {
            StepVerifier.create(client.http()
                            .get(peer.uri("/").toString())
                            .bodyAsString()
                            .timeout(Duration.ofMillis(700)))
                    .expectError(TimeoutException.class)
                    .verify(OneConnection.PATIENCE);
            client.leavesNothing(peer.uri("/"), peer::open);
        }
    }

    @Test
    void aHandshakeThatIsNotAnsweredIsATimeoutOfTls() {
        try (OneConnection hasty =
                        new OneConnection(TransportSettings.builder().timeouts(all -> all.tls(Duration.ofSeconds(5))));
                RawPeer silent = RawPeer.scripted(RawPeer.Conversation::awaitEnd);
                RawPeer well = RawPeer.scripted(LoopbackTls.localhost(), conversation -> {
                    conversation.readHead();
                    conversation.write(FINE);
                    conversation.awaitEnd();
                })) {
            URI uri = URI.create("https://localhost:" + silent.port() + "/");
            assertTimeout(hasty.failure(uri, "silence"), Phase.TLS);
            assertThat(hasty.text(URI.create("https://localhost:" + well.port() + "/")))
                    .isEqualTo("fine");
            hasty.leavesNothing(uri, silent::open);
        }
    }

    /** The peer has ended its side and answers no more; the client's half stays, which is all the peer sees of it. */
    @Test
    void aConnectionThatIsHalfOpenIsNotUsedAgain() {
        AtomicBoolean ended = new AtomicBoolean();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            while (!conversation.readHead().isEmpty()) {
                conversation.write(FINE);
                if (!ended.getAndSet(true)) {
                    conversation.endOutput();
                }
            }
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.text(peer.uri("/"))).isEqualTo("fine");
            }
            assertThat(peer.connections()).isEqualTo(2);
            client.leavesNothing(peer.uri("/"), peer::open);
        }
    }
}
