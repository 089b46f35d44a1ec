/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.Direction;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ThrowingReceiver;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.header.HeaderList;

/** How connections end, and what becomes of what is under way: RFC 9112 section 9. */
class Http1EndTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void aConnectionThatClosesRightAfterAnAnswerFailsTheNextRequestAsRepeatable() {
        int failed = 0;
        for (int i = 0; i < 100; i++) {
            try (RawPeer peer = RawPeer.answering(OK)) {
                Http1Connection connection = Dialled.to(peer.address());
                Collected.exchange(connection.newStream(), Dialled.get("/1"), null)
                        .await();
                Collected second = Collected.exchange(connection.newStream(), Dialled.get("/2"), null);
                assertThat(second.failure())
                        .isInstanceOfSatisfying(
                                ConnectionEndedException.class,
                                ended -> assertThat(ended.begun()).isFalse());
                failed++;
                Dialled.closed(connection);
            }
        }
        assertThat(failed).isEqualTo(100);
    }

    @Test
    void aShutdownLetsTheExchangeUnderWayEndAndTakesNoMore() {
        CompletableFuture<HttpStream> accepted = new CompletableFuture<>();
        try (Served server = Served.streams(accepted::complete)) {
            Http1Connection connection = Dialled.to(server.address());
            Collected answer = Collected.exchange(connection.newStream(), Dialled.get("/"), null);
            HttpStream stream = accepted.orTimeout(10, TimeUnit.SECONDS).join();
            CompletableFuture<Void> down = connection.shutdown(Direction.OUTPUT).toFuture();
            Dialled.onLoop(connection);
            assertThat(connection.open()).isFalse();
            Handlers.answer(stream, "200", "last");
            assertThat(answer.await().content()).isEqualTo("last");
            assertThat(down).succeedsWithin(Dialled.PATIENCE);
        }
    }

    @Test
    void aShutdownLetsTheAnswerUnderWayEndAndSaysClose() throws Exception {
        BlockingQueue<HttpStream> streams = new LinkedTransferQueue<>();
        try (Served server = Served.streams(streams::add);
                Socket socket = server.connect()) {
            socket.getOutputStream().write(Handlers.GET.getBytes(StandardCharsets.US_ASCII));
            HttpStream stream = Handlers.next(streams);
            server.connections.get(0).shutdown(Direction.INPUT).subscribe();
            Handlers.answer(stream, "200", "bye");
            assertThat(socket.getInputStream().readAllBytes())
                    .asString()
                    .contains("Connection: close")
                    .endsWith("bye");
        }
    }

    @Test
    void aClientThatEndsItsSideStillGetsItsAnswer() throws Exception {
        BlockingQueue<HttpStream> streams = new LinkedTransferQueue<>();
        try (Served server = Served.streams(streams::add);
                Socket socket = server.connect()) {
            socket.getOutputStream().write(Handlers.GET.getBytes(StandardCharsets.US_ASCII));
            HttpStream stream = Handlers.next(streams);
            socket.shutdownOutput();
            Handlers.answer(stream, "200", "late");
            assertThat(socket.getInputStream().readAllBytes()).asString().endsWith("late");
        }
    }

    /** The handler has its request by then, and hears of nothing more. */
    @Test
    void anAnswerThatCannotBeSentEndsTheConnectionAndIsNotWaitedForInVain() {
        try (Served server = Served.streams(stream -> {
            stream.request(Long.MAX_VALUE);
            stream.receive(new Collected() {
                @Override
                public void onEnd() {
                    stream.exchange(HeaderList.of(":status", "200", "no name", "x"), null, this);
                }
            });
        })) {
            assertThat(server.say(Handlers.GET)).isEmpty();
        }
    }

    @Test
    void aRequestThatIsCutOffFails() throws Exception {
        CompletableFuture<Collected> request = new CompletableFuture<>();
        try (Served server = Served.streams(stream -> request.complete(Collected.from(stream)));
                Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"
                            .getBytes(StandardCharsets.US_ASCII));
            Collected cut = request.get(10, TimeUnit.SECONDS);
            socket.shutdownOutput();
            assertThat(cut.failure()).isInstanceOf(ConnectionEndedException.class);
            assertThat(cut.content()).isEqualTo("ab");
        }
    }

    @Test
    void anExceptionOutOfAReceiverEndsItsStream() {
        ThrowingReceiver receiver = new ThrowingReceiver();
        try (Served server = Served.streams(stream -> stream.receive(receiver))) {
            assertThat(server.say(Handlers.GET)).isEmpty();
            assertThat(receiver.failure().join()).hasMessage(ThrowingReceiver.MESSAGE);
        }
    }
}
