/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.header.HeaderList;

/** Several requests under way on one connection: RFC 9112 section 9.3.2. */
class Http1PipeliningTest {

    @Test
    void pipelinedRequestsGoOutAtOnceAndTheirAnswersComeInOrder() {
        ConnectionSettings three = ConnectionSettings.builder().maxPipelined(3).build();
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            for (int i = 0; i < 3; i++) {
                conversation.readHead();
            }
            for (int i = 0; i < 3; i++) {
                conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + i);
            }
            conversation.awaitEnd();
        })) {
            Http1Connection connection = Dialled.to(peer.address(), three);
            List<Collected> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                assertThat(connection.availableStreams()).isEqualTo(3 - i);
                HttpStream stream = connection.newStream();
                answers.add(Collected.exchange(stream, Dialled.get("/" + i), null));
                Dialled.onLoop(connection);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(answers.get(i).await().content()).isEqualTo("" + i);
            }
            Dialled.close(connection);
        }
    }

    @Test
    void aPipelinedRequestWaitsForTheContentBeforeIt() {
        ConnectionSettings two = ConnectionSettings.builder().maxPipelined(2).build();
        try (Served server = Served.streams(Handlers::echo)) {
            Http1Connection connection = Dialled.to(server.address(), two);
            Sinks.Many<ByteBuf> body = Sinks.many().unicast().onBackpressureBuffer();
            HttpStream first = connection.newStream();
            Collected firstAnswer = Collected.from(first);
            Mono<Void> sent =
                    first.sendHeaders(Dialled.request("POST", "/1"), false).then(first.sendBody(body.asFlux()));
            CompletableFuture<Void> sending = sent.toFuture();
            Dialled.onLoop(connection);
            Collected second = Collected.exchange(
                    connection.newStream(), Dialled.request("POST", "/2"), Http1ClientTest.buffer("2".repeat(50_000)));
            Dialled.onLoop(connection);
            body.tryEmitNext(Http1ClientTest.buffer("one")).orThrow();
            assertThat(second.whole).isNotDone();
            body.tryEmitComplete().orThrow();
            assertThat(firstAnswer.await().content()).isEqualTo("POST /1 one");
            assertThat(second.await().content()).isEqualTo("POST /2 " + "2".repeat(50_000));
            assertThat(sending).succeedsWithin(Dialled.PATIENCE);
            Dialled.close(connection);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() {
        try (Served server = Served.streams(Handlers::echo)) {
            String answers = server.say(
                    "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
                            + "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(answers).containsSubsequence("GET /1 ", "POST /2 ab", "Connection: close", "GET /3 ");
        }
    }

    @Test
    void answersKeepTheOrderOfRequestsHoweverTheirHandlersFinish() throws Exception {
        BlockingQueue<HttpStream> streams = new LinkedTransferQueue<>();
        ConnectionSettings settings =
                ConnectionSettings.builder().maxPipelined(4).build();
        try (Served server = Served.streams(settings, streams::add);
                Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write((Handlers.GET + Handlers.GET + Handlers.LAST_GET).getBytes(StandardCharsets.US_ASCII));
            List<HttpStream> taken = List.of(Handlers.next(streams), Handlers.next(streams), Handlers.next(streams));
            Handlers.answer(taken.get(2), "200", "third");
            taken.get(1).exchange(HeaderList.of(":status", "201"), Http1ClientTest.buffer("second"), new Collected());
            Handlers.answer(taken.get(0), "200", "first");
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answers).containsSubsequence("first", "201", "second", "Connection: close", "third");
        }
    }

    @Test
    void noFurtherRequestIsReadWhileNoneIsAskedFor() throws Exception {
        CompletableFuture<Http1Connection> accepted = new CompletableFuture<>();
        try (Served server = Served.connections(ConnectionSettings.defaults(), accepted::complete);
                Socket socket = server.connect()) {
            socket.getOutputStream().write((Handlers.GET + Handlers.GET).getBytes(StandardCharsets.US_ASCII));
            StepVerifier.create(accepted.get(10, TimeUnit.SECONDS).incoming(), 0)
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(100))
                    .thenRequest(1)
                    .consumeNextWith(stream -> Handlers.answer(stream, "200", "x"))
                    .expectNoEvent(Duration.ofMillis(100))
                    .thenRequest(1)
                    .consumeNextWith(stream -> Handlers.answer(stream, "200", "x"))
                    .thenCancel()
                    .verify(Dialled.PATIENCE);
        }
    }
}
