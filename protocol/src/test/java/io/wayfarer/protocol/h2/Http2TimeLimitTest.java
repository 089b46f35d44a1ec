/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Breach.get;
import static io.wayfarer.protocol.h2.Breach.headers;
import static io.wayfarer.protocol.h2.Breach.open;
import static io.wayfarer.protocol.h2.Breach.post;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.OK;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.each;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.request;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.WriteTimeoutException;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Octets;

/** Peers that keep this side waiting. */
class Http2TimeLimitTest {

    private static final Http2Frame.Setting NO_WINDOW = new Http2Frame.Setting(4, 0);

    @Test
    void aSectionThatDoesNotEndEndsTheConnection() {
        try (Loopback server = Loopback.server(
                        ConnectionSettings.builder()
                                .headTimeout(Duration.ofMillis(100))
                                .build(),
                        Http2Settings.defaults(),
                        Http2Limits.defaults(),
                        connection -> {});
                WirePeer peer = WirePeer.client(server)) {
            peer.send(open(1, false, post()));
            assertThat(peer.next(Http2Frame.GoAway.class).error()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
        }
    }

    /** Each section has time of its own, though every read ends within one. */
    @Test
    void sectionsThatComeOneBehindTheOtherAreNotLate() {
        try (Loopback server = Loopback.server(
                        ConnectionSettings.builder()
                                .headTimeout(Duration.ofMillis(200))
                                .build(),
                        Http2Settings.defaults(),
                        Http2Limits.defaults(),
                        each(stream -> stream.sendHeaders(OK, true).subscribe()));
                WirePeer peer = WirePeer.client(server)) {
            long end = System.nanoTime() + Duration.ofMillis(600).toNanos();
            Octets begun = Octets.empty();
            for (int id = 1; System.nanoTime() - end < 0; id += 2) {
                ByteBuf request = Unpooled.buffer();
                headers(id, true, get()).writeTo(request);
                Octets first = Octets.copyOf(request.readSlice(12));
                peer.wire()
                        .writeOctets(begun)
                        .then(peer.wire().writeOctets(first))
                        .block(Loopback.PATIENCE);
                if (id > 1) {
                    peer.next(Http2Frame.Headers.class);
                }
                begun = Octets.copyOf(request);
            }
            peer.wire().writeOctets(begun).block(Loopback.PATIENCE);
            assertThat(peer.until())
                    .noneMatch(Http2Frame.GoAway.class::isInstance)
                    .anyMatch(Http2Frame.Headers.class::isInstance);
        }
    }

    @Test
    void anAnswerThatDoesNotComeFailsAfterTheReadTimeout() {
        CompletableFuture<Throwable> atServer = new CompletableFuture<>();
        try (Loopback server = Loopback.server(each(stream -> stream.reader()
                .trailers()
                .subscribe(
                        fields -> {},
                        atServer::complete,
                        () -> stream.sendHeaders(OK, false).then(Mono.never()).subscribe())))) {
            Http2Connection client = server.client(
                    ConnectionSettings.builder()
                            .readTimeout(Duration.ofMillis(100))
                            .build(),
                    Http2Settings.defaults(),
                    Http2Limits.defaults());
            assertThat(Received.of(client.newStream(), GET, null).failure())
                    .isInstanceOfSatisfying(
                            ReadTimeoutException.class,
                            late -> assertThat(late.limit()).isEqualTo(Duration.ofMillis(100)));
            client.ping().block(Loopback.PATIENCE);
            assertThat(client.activeStreams()).isZero();
            assertThat(client.open()).isTrue();
        }
    }

    @Test
    void contentThatDoesNotComeFailsAfterTheReadTimeout() {
        CompletableFuture<Throwable> atServer = new CompletableFuture<>();
        try (Loopback server = Loopback.server(
                ConnectionSettings.builder().readTimeout(Duration.ofMillis(100)).build(),
                Http2Settings.defaults(),
                Http2Limits.defaults(),
                each(stream -> stream.reader().trailers().subscribe(fields -> {}, atServer::complete)))) {
            HttpStream stream = server.client().newStream();
            stream.sendHeaders(request("POST", "/"), false).block(Loopback.PATIENCE);
            assertThat(atServer).succeedsWithin(Loopback.PATIENCE).isInstanceOf(ReadTimeoutException.class);
        }
    }

    @Test
    void aRequestWhoseWindowStaysShutFailsAfterTheWriteTimeout() {
        try (WirePeer.Port port = new WirePeer.Port();
                Loopback loopback = Loopback.server(connection -> {})) {
            Http2Connection client = Http2Connection.client(
                    loopback.connect(port.port()),
                    ConnectionSettings.builder()
                            .writeTimeout(Duration.ofMillis(150))
                            .build(),
                    Http2Settings.defaults());
            try (WirePeer peer = port.accept().begin(NO_WINDOW)) {
                client.ping().subscribe(time -> {}, failure -> {});
                peer.next(Http2Frame.Ping.class);
                Received answer = Received.of(
                        client.newStream(), request("POST", "/"), Unpooled.copiedBuffer("content", US_ASCII));
                assertThat(answer.failure()).isInstanceOf(WriteTimeoutException.class);
                assertThat(peer.next(Http2Frame.RstStream.class).error()).isEqualTo(Http2Error.CANCEL);
                assertThat(client.open()).isTrue();
            }
        }
    }

    @Test
    void anAnswerWhoseWindowStaysShutIsGivenUpAfterTheWriteTimeout() {
        CompletableFuture<Throwable> atServer = new CompletableFuture<>();
        try (Loopback server = Loopback.server(
                        ConnectionSettings.builder()
                                .writeTimeout(Duration.ofMillis(150))
                                .build(),
                        Http2Settings.defaults(),
                        Http2Limits.defaults(),
                        each(stream -> stream.sendHeaders(OK, false)
                                .then(stream.sendData(Unpooled.copiedBuffer("content", US_ASCII), true))
                                .subscribe(sent -> {}, atServer::complete)));
                WirePeer peer = WirePeer.client(server, NO_WINDOW)) {
            peer.send(headers(1, true, get()));
            assertThat(peer.next(Http2Frame.RstStream.class).error()).isEqualTo(Http2Error.CANCEL);
            assertThat(atServer).succeedsWithin(Loopback.PATIENCE).isInstanceOf(WriteTimeoutException.class);
        }
    }

    /** Each octet that the peer grants begins the time anew. */
    @Test
    void aWindowThatOpensSlowlyIsNotShut() {
        try (Loopback server = Loopback.server(
                        ConnectionSettings.builder()
                                .writeTimeout(Duration.ofMillis(400))
                                .build(),
                        Http2Settings.defaults(),
                        Http2Limits.defaults(),
                        each(stream -> stream.sendHeaders(OK, false)
                                .then(stream.sendData(Unpooled.copiedBuffer("content", US_ASCII), true))
                                .subscribe()));
                WirePeer peer = WirePeer.client(server, NO_WINDOW)) {
            peer.send(headers(1, true, get()));
            StringBuilder content = new StringBuilder();
            for (int octet = 0; octet < "content".length(); octet++) {
                Mono.delay(Duration.ofMillis(120)).block(Loopback.PATIENCE);
                peer.send(new Http2Frame.WindowUpdate(1, 1));
                content.append(peer.next(Http2Frame.Data.class).data().toText());
            }
            assertThat(content).hasToString("content");
        }
    }

    @Test
    void aStreamMayBeLessPatientThanItsConnection() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Connection client = server.client(
                    ConnectionSettings.builder()
                            .readTimeout(Duration.ofMinutes(1))
                            .build(),
                    Http2Settings.defaults(),
                    Http2Limits.defaults());
            HttpStream stream = client.newStream();
            stream.limits(new StreamLimits(Duration.ZERO, Duration.ofMillis(100), Duration.ZERO));
            assertThat(Received.of(stream, GET, null).failure())
                    .isInstanceOfSatisfying(
                            ReadTimeoutException.class,
                            late -> assertThat(late.limit()).isEqualTo(Duration.ofMillis(100)));
        }
    }
}
