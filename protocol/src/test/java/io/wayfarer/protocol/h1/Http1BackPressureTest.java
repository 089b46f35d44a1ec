/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.header.HeaderList;

/** Whoever reads slowly holds the peer back. */
class Http1BackPressureTest {

    @Test
    void aSlowReaderHoldsThePeerBackAndMemoryStaysConstant() throws Exception {
        long size = 256L << 20;
        byte[] piece = new byte[64 * 1024];
        AtomicLong served = new AtomicLong();
        try (Served server = Served.streams(stream -> stream.sendHeaders(
                        HeaderList.of(":status", "200", "Content-Length", "" + size), false)
                .then(stream.sendBody(Flux.<ByteBuf>generate(sink -> {
                            served.addAndGet(piece.length);
                            sink.next(Unpooled.wrappedBuffer(piece));
                        })
                        .take(size / piece.length)))
                .subscribe(done -> {}, failure -> {}))) {
            Http1Connection connection = Dialled.to(server.address());
            // Else the kernel takes as much as it likes on a busy machine.
            connection.channel().config().setOption(ChannelOption.SO_RCVBUF, 1 << 20);
            AtomicLong received = new AtomicLong();
            AtomicLong furthest = new AtomicLong();
            CompletableFuture<Void> end = new CompletableFuture<>();
            HttpStream stream = connection.newStream();
            stream.request(1);
            stream.exchange(Dialled.get("/"), null, new Collected() {
                @Override
                public void onData(ByteBuf content) {
                    received.addAndGet(content.readableBytes());
                    furthest.accumulateAndGet(served.get() - received.get(), Math::max);
                    content.release();
                    // Asked for one by one, from another thread and only after a while.
                    Mono.delay(Duration.ofNanos(1)).subscribe(now -> stream.request(1));
                }

                @Override
                public void onEnd() {
                    end.complete(null);
                }

                @Override
                public void onFailure(Throwable failure) {
                    end.completeExceptionally(failure);
                }
            });
            end.get(60, TimeUnit.SECONDS);
            assertThat(received).hasValue(size);
            // Socket buffers of both ends, the server's high water mark, and what may wait unread.
            assertThat(furthest.get()).isLessThan(24L << 20);
            Dialled.close(connection);
        }
    }

    @Test
    void whileNothingIsAskedForThePeerIsHeldBack() {
        AtomicLong served = new AtomicLong();
        try (Served server = Served.streams(stream -> stream.sendHeaders(HeaderList.of(":status", "200"), false)
                .then(stream.sendBody(Flux.<ByteBuf>generate(sink -> {
                    served.addAndGet(65536);
                    sink.next(Unpooled.wrappedBuffer(new byte[65536]));
                })))
                .subscribe(done -> {}, failure -> {}))) {
            Http1Connection connection = Dialled.to(server.address());
            HttpStream stream = connection.newStream();
            stream.exchange(Dialled.get("/"), null, new Collected());
            Mono.delay(Duration.ofMillis(50))
                    .repeatWhen(again ->
                            again.takeWhile(n -> connection.channel().config().isAutoRead()))
                    .blockLast(Dialled.PATIENCE);
            long held = served.get();
            assertThat(held).isLessThan(32L << 20);
            Dialled.close(connection);
        }
    }

    /** As many as may wait at a time, which is a question of octets and not of chunks. */
    @Test
    void chunksOfOneOctetThatWaitAreAllRead() {
        int chunks = 60_000;
        try (RawPeer peer = RawPeer.answeringAndHolding(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(chunks) + "0\r\n\r\n")) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            Collected answer = new Collected();
            stream.exchange(Dialled.get("/"), null, answer);
            StepVerifier.create(Mono.delay(Duration.ofMillis(20))
                            .repeatWhen(again -> again.takeWhile(n -> connection.activeStreams() > 0)))
                    .thenConsumeWhile(n -> true)
                    .expectComplete()
                    .verify(Dialled.PATIENCE);
            stream.request(Long.MAX_VALUE);
            assertThat(answer.await().content()).hasSize(chunks);
            Dialled.close(connection);
        }
    }

    @Test
    void flushCompletesWhenAllIsWritten() {
        try (Served server = Served.streams(Handlers::echo)) {
            Http1Connection connection = Dialled.to(server.address());
            Collected answer = Collected.exchange(
                    connection.newStream(), Dialled.request("POST", "/"), Http1ClientTest.buffer("x".repeat(100_000)));
            StepVerifier.create(connection.flush()).expectComplete().verify(Dialled.PATIENCE);
            answer.await();
            Dialled.close(connection);
        }
    }
}
