/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.OK;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.each;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.Direction;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.StreamResetException;

/** How streams and connections end, and who hears of it: RFC 9113 sections 5.4, 6.4 and 6.8. */
class Http2EndTest {

    @Test
    void aResetReachesTheOtherSideWithItsError() {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        try (Loopback server =
                Loopback.server(each(stream -> stream.reader().chunk().subscribe(ByteBuf::release, seen::complete)))) {
            HttpStream stream = server.client().newStream();
            Received answer = new Received();
            StepVerifier.create(stream.sendHeaders(request("POST", "/"), false))
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
            stream.receive(answer);
            stream.reset(Http2Error.CANCEL);
            assertThat(answer.failure()).isInstanceOfSatisfying(StreamResetException.class, failure -> {
                assertThat(failure.error()).isEqualTo(Http2Error.CANCEL);
                assertThat(failure.remote()).isFalse();
            });
            assertThat(seen)
                    .succeedsWithin(Loopback.PATIENCE)
                    .isInstanceOfSatisfying(StreamResetException.class, failure -> {
                        assertThat(failure.error()).isEqualTo(Http2Error.CANCEL);
                        assertThat(failure.remote()).isTrue();
                    });
        }
    }

    @Test
    void aRefusedStreamWasNotProcessed() {
        try (Loopback server = Loopback.server(each(stream -> stream.reset(Http2Error.REFUSED_STREAM)))) {
            Throwable failure =
                    Received.of(server.client().newStream(), GET, null).failure();
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            StreamResetException.class,
                            reset -> assertThat(reset.unprocessed()).isTrue());
        }
    }

    @Test
    void streamsThatTheServerDidNotTakeAreUnprocessed() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Connection client = server.client();
            Received answer = Received.of(client.newStream(), GET, null);
            server.accepted()
                    .goAway(0, Http2Error.NO_ERROR, Unpooled.EMPTY_BUFFER)
                    .block(Loopback.PATIENCE);
            assertThat(answer.failure()).isInstanceOfSatisfying(ConnectionEndedException.class, ended -> {
                assertThat(ended.unprocessed()).isTrue();
                assertThat(ended.begun()).isFalse();
            });
            StepVerifier.create(client.closed()).expectComplete().verify(Loopback.PATIENCE);
        }
    }

    @Test
    void aGracefulEndLetsStreamsFinish() {
        CompletableFuture<HttpStream> taken = new CompletableFuture<>();
        try (Loopback server = Loopback.server(each(taken::complete))) {
            Http2Connection client = server.client();
            Received answer = Received.of(client.newStream(), GET, null);
            HttpStream stream = taken.orTimeout(10, TimeUnit.SECONDS).join();
            CompletableFuture<Void> down =
                    server.accepted().shutdown(Direction.BOTH).toFuture();
            StepVerifier.create(Mono.fromSupplier(client::open)
                            .repeat()
                            .takeUntil(open -> !open)
                            .then())
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
            assertThat(Received.of(client.newStream(), GET, null).failure())
                    .isInstanceOfSatisfying(
                            ConnectionEndedException.class,
                            ended -> assertThat(ended.unprocessed()).isTrue());
            stream.sendHeaders(OK, true).block(Loopback.PATIENCE);
            assertThat(answer.whole().head().status()).isEqualTo(200);
            assertThat(down).succeedsWithin(Loopback.PATIENCE);
        }
    }

    @Test
    void aConnectionThatEndsFailsItsStreams() {
        CompletableFuture<Throwable> serverSide = new CompletableFuture<>();
        try (Loopback server = Loopback.server(
                each(stream -> stream.reader().chunk().subscribe(ByteBuf::release, serverSide::complete)))) {
            Http2Connection client = server.client();
            Received answer = new Received();
            HttpStream stream = client.newStream();
            stream.sendHeaders(request("POST", "/"), false).block(Loopback.PATIENCE);
            stream.receive(answer);
            client.close().block(Loopback.PATIENCE);
            assertThat(answer.failure()).isInstanceOf(ConnectionEndedException.class);
            assertThat(serverSide).succeedsWithin(Loopback.PATIENCE).isInstanceOf(ConnectionEndedException.class);
            assertThat(client.open()).isFalse();
            assertThat(stream.state()).isEqualTo(StreamState.CLOSED);
        }
    }

    @Test
    void theObserverHearsOfIdlenessAndOfTheEnd() {
        LinkedTransferQueue<String> events = new LinkedTransferQueue<>();
        try (Loopback server =
                Loopback.server(each(stream -> stream.sendHeaders(OK, true).subscribe()))) {
            Http2Connection client = server.client();
            client.ping().block(Loopback.PATIENCE);
            client.observe(new ConnectionObserver() {
                @Override
                public void onIdle(HttpConnection connection) {
                    events.add("idle");
                }

                @Override
                public void onAvailable(HttpConnection connection) {
                    events.add("available " + connection.availableStreams());
                }

                @Override
                public void onDraining(HttpConnection connection) {
                    events.add("draining");
                }

                @Override
                public void onClosed(HttpConnection connection) {
                    events.add("closed");
                }
            });
            Received.of(client.newStream(), GET, null).whole();
            client.close().block(Loopback.PATIENCE);
            StepVerifier.create(client.closed()).expectComplete().verify(Loopback.PATIENCE);
            assertThat(events).containsExactly("available 256", "idle", "draining", "closed");
        }
    }
}
