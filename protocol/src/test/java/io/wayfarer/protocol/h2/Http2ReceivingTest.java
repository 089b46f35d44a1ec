/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.OK;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.each;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.connection.ThrowingReceiver;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/** How what arrives on a stream is handed out, at the pace of whoever takes it. */
class Http2ReceivingTest {

    @Test
    void aWindowKeptByHandOpensOnlyByHand() {
        try (Loopback server = Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(stream.sendBody(Flux.just(text("x".repeat(3000)))))
                .subscribe()))) {
            Http2Connection client = server.client(
                    Http2Settings.builder().initialWindowSize(1000).build());
            client.ping().block(Loopback.PATIENCE);
            Http2Stream stream = client.newStream();
            stream.manualWindow();
            Received answer = Received.of(stream, GET, null);
            StepVerifier.create(client.ping()
                            .repeat(3)
                            .filter(round -> answer.text().length() > 1000))
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
            assertThat(answer.text()).hasSize(1000);
            stream.returnWindow(1000);
            StepVerifier.create(client.ping().repeat(3))
                    .expectNextCount(4)
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
            assertThat(answer.text()).hasSize(2000);
            stream.increaseWindow(5000).block(Loopback.PATIENCE);
            stream.returnWindow(1000);
            assertThat(answer.whole().text()).hasSize(3000);
        }
    }

    @Test
    void aReceiverThatThrowsLosesItsStreamAlone() {
        try (Loopback server = Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(stream.sendData(text("x"), true))
                .subscribe()))) {
            Http2Connection client = server.client();
            ThrowingReceiver receiver = new ThrowingReceiver();
            client.newStream().exchange(GET, null, receiver);
            assertThat(receiver.failure())
                    .succeedsWithin(Loopback.PATIENCE)
                    .asString()
                    .contains(ThrowingReceiver.MESSAGE);
            Received.of(client.newStream(), GET, null).whole();
        }
    }

    /** Content that nobody may ever read must not keep buffers of the connection's pool. */
    @Test
    void whatWaitsUnreadWhenTheStreamHasEndedIsInBuffersOfNoPool() {
        try (Loopback server = Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(stream.sendData(text("unread"), true))
                .subscribe()))) {
            Http2Connection client = server.client();
            CompletableFuture<Boolean> pooled = new CompletableFuture<>();
            Received answer = new Received() {
                @Override
                public void onData(ByteBuf content) {
                    pooled.complete(content.alloc() != UnpooledByteBufAllocator.DEFAULT);
                    super.onData(content);
                }
            };
            HttpStream stream = client.newStream();
            stream.exchange(GET, null, answer);
            client.ping()
                    .repeatWhen(again -> again.takeWhile(round -> stream.state() != StreamState.CLOSED))
                    .blockLast(Loopback.PATIENCE);
            stream.request(1);
            assertThat(answer.whole().text()).isEqualTo("unread");
            assertThat(pooled).isCompletedWithValue(false);
        }
    }

    /** The handler has its request by then, and hears of nothing more. */
    @Test
    void anAnswerThatCannotBeSentEndsItsStreamAndIsNotWaitedForInVain() {
        try (Loopback server = Loopback.server(each(stream -> {
            stream.request(Long.MAX_VALUE);
            stream.receive(new Received() {
                @Override
                public void onEnd() {
                    stream.exchange(HeaderList.of(":status", "200", "no name", "x"), null, this);
                }
            });
        }))) {
            Http2Connection client = server.client();
            assertThat(Received.of(client.newStream(), GET, null).failure())
                    .isInstanceOfSatisfying(
                            StreamResetException.class,
                            reset -> assertThat(reset.error()).isEqualTo(Http2Error.INTERNAL_ERROR));
            assertThat(client.open()).isTrue();
        }
    }
}
