/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/** Sends that are cancelled, fail, or do not belong where they stand. */
class Http1SendingTest {

    @Test
    void aCancelledSendEndsTheConnectionWhereSomethingWasWritten() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            Collected answer = Collected.from(stream);
            Disposable sending = stream.sendHeaders(Dialled.request("POST", "/"), false)
                    .then(stream.sendBody(Flux.never()))
                    .subscribe();
            Dialled.onLoop(connection);
            sending.dispose();
            assertThat(answer.failure()).isInstanceOf(StreamResetException.class);
            Dialled.closed(connection);
        }
    }

    @Test
    void aPublisherThatFailsResetsTheStream() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            Collected answer = Collected.from(stream);
            Publisher<ByteBuf> failing =
                    Flux.concat(Mono.just(Http1ClientTest.buffer("a")), Mono.error(new IllegalStateException("mine")));
            StepVerifier.create(stream.sendHeaders(Dialled.request("POST", "/"), false)
                            .then(stream.sendBody(failing)))
                    .expectErrorMessage("mine")
                    .verify(Dialled.PATIENCE);
            assertThat(answer.failure()).isInstanceOf(StreamResetException.class);
            Dialled.closed(connection);
        }
    }

    @Test
    void contentOfAnotherLengthThanAnnouncedIsRefused() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            stream.sendHeaders(Dialled.request("POST", "/", "Content-Length", "3"), false)
                    .block(Dialled.PATIENCE);
            for (String wrong : List.of("four", "ab")) {
                StepVerifier.create(stream.sendData(Http1ClientTest.buffer(wrong), true))
                        .expectError(IllegalArgumentException.class)
                        .verify(Dialled.PATIENCE);
            }
            StepVerifier.create(stream.sendData(Http1ClientTest.buffer("abc"), true))
                    .expectComplete()
                    .verify(Dialled.PATIENCE);
            StepVerifier.create(stream.sendData(Http1ClientTest.buffer("more"), true))
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
            Dialled.close(connection);
        }
    }

    @Test
    void sendsOutOfOrderFailAndReleaseTheirContent() {
        try (RawPeer peer = RawPeer.answeringAndHolding("")) {
            Http1Connection connection = Dialled.to(peer.address());
            HttpStream stream = connection.newStream();
            ByteBuf content = PooledByteBufAllocator.DEFAULT.buffer().writeByte(1);
            StepVerifier.create(stream.sendData(content, true))
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
            assertThat(content.refCnt()).isZero();
            stream.sendHeaders(Dialled.get("/"), true).block(Dialled.PATIENCE);
            StepVerifier.create(stream.sendHeaders(Dialled.get("/"), true))
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
            StepVerifier.create(stream.sendTrailers(HeaderList.of("a", "b")))
                    .expectError(IllegalStateException.class)
                    .verify(Dialled.PATIENCE);
            Dialled.close(connection);
        }
    }
}
