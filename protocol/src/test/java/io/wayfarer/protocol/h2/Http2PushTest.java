/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.OK;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.each;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.request;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;

import org.junit.jupiter.api.Test;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/** Streams that a server promises: RFC 9113 section 8.4. */
class Http2PushTest {

    private static final Http2Settings WITH_PUSH =
            Http2Settings.builder().push(true).maxConcurrentStreams(10).build();

    @Test
    void aServerPromisesAnAnswerAndTheClientTakesIt() {
        HeaderList style = request("GET", "/style.css");
        try (Loopback server = Loopback.server(each(stream -> ((Http2Stream) stream)
                .push(style, 7)
                .flatMap(promised -> stream.sendHeaders(OK, true)
                        .then(promised.sendHeaders(OK, false))
                        .then(promised.sendData(text("css"), true)))
                .subscribe()))) {
            Http2Connection client = server.client(WITH_PUSH);
            CompletableFuture<Received> pushed = new CompletableFuture<>();
            LinkedTransferQueue<Http2Stream> streams = new LinkedTransferQueue<>();
            client.incoming().subscribe(stream -> {
                Received received = new Received();
                stream.receive(received);
                stream.request(Long.MAX_VALUE);
                streams.add((Http2Stream) stream);
                pushed.complete(received);
            });
            HttpStream stream = client.newStream();
            Received.of(stream, GET, null).whole();
            assertThat(pushed.join().whole().text()).isEqualTo("css");
            Http2Stream promised = streams.remove();
            assertThat(promised.request()).isEqualTo(style);
            assertThat(promised.parent()).isSameAs(stream);
            assertThat(promised.id()).isEqualTo(2);
        }
    }

    @Test
    void aPromiseNobodyWaitsForIsRefusedAndTheServerHearsOfIt() {
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        try (Loopback server = Loopback.server(each(stream -> ((Http2Stream) stream)
                .push(GET)
                .flatMap(promised -> stream.sendHeaders(OK, true)
                        .then(promised.reader().chunk())
                        .then())
                .subscribe(nothing -> {}, refused::complete)))) {
            Http2Connection client = server.client(WITH_PUSH);
            Received.of(client.newStream(), GET, null).whole();
            assertThat(refused)
                    .succeedsWithin(Loopback.PATIENCE)
                    .isInstanceOfSatisfying(
                            StreamResetException.class,
                            reset -> assertThat(reset.error()).isEqualTo(Http2Error.REFUSED_STREAM));
        }
    }

    @Test
    void aClientThatTakesNoPromisesGetsNone() {
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        try (Loopback server =
                Loopback.server(each(stream -> ((Http2Stream) stream).push(GET).subscribe(promised -> {}, failure -> {
                    failed.complete(failure);
                    stream.sendHeaders(OK, true).subscribe();
                })))) {
            assertThat(Received.of(server.client().newStream(), GET, null)
                            .whole()
                            .head()
                            .status())
                    .isEqualTo(200);
            assertThat(failed).isCompletedWithValueMatching(IllegalStateException.class::isInstance);
        }
    }

    @Test
    void aClientPromisesNothing() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Stream stream = server.client().newStream();
            stream.sendHeaders(request("POST", "/"), false).block(Loopback.PATIENCE);
            assertThatIllegalStateException().isThrownBy(() -> stream.push(GET).block(Loopback.PATIENCE));
            assertThatIllegalStateException().isThrownBy(() -> server.accepted().newStream());
        }
    }
}
