/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Breach.get;
import static io.wayfarer.protocol.h2.Breach.headers;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.OK;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.each;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.request;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.error.HeadTooLargeException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Setting;
import io.wayfarer.protocol.header.HeaderList;

/** What each side tells the other at the beginning: RFC 9113 section 6.5. */
class Http2SettingsTest {

    @Test
    void aServersSettingsReachItsClient() {
        Http2Settings settings = Http2Settings.builder()
                .maxConcurrentStreams(5)
                .maxFrameSize(20000)
                .headerTableSize(100)
                .set(0xabc, 7)
                .build();
        try (Loopback server = Loopback.server(
                ConnectionSettings.defaults(),
                settings,
                Http2Limits.defaults(),
                each(stream -> stream.sendHeaders(OK, false)
                        .then(Mono.defer(() -> stream.sendBody(stream.reader().body())))
                        .subscribe()))) {
            Http2Connection client = server.client();
            client.ping().block(Loopback.PATIENCE);
            assertThat(client.peerSettings().values()).containsAllEntriesOf(settings.values());
            assertThat(client.peerSettings().value(0xabc)).hasValue(7);
            Received answer = Received.of(client.newStream(), request("POST", "/"), text("y".repeat(50_000)));
            assertThat(answer.whole().text()).hasSize(50_000);
        }
    }

    /** There are 65536 numbers, and a peer may go through them again and again. */
    @Test
    void parametersThatMeanNothingAreNotKeptWithoutEnd() {
        try (Loopback server = Loopback.server(connection -> {});
                WirePeer peer = WirePeer.client(server)) {
            peer.send(new Http2Frame.Settings(IntStream.range(0x100, 0x200)
                    .mapToObj(id -> new Setting(id, 1))
                    .toArray(Setting[]::new)));
            peer.send(new Http2Frame.Settings(new Setting(0x100, 7), new Setting(Http2Settings.MAX_FRAME_SIZE, 20000)));
            peer.until();
            Http2Settings kept = server.accepted().peerSettings();
            assertThat(kept.maxFrameSize()).isEqualTo(20000);
            assertThat(kept.value(0x100)).hasValue(7);
            assertThat(kept.values()).hasSizeBetween(2, 40);
        }
    }

    @Test
    void aHeadLargerThanThePeerTakesIsNotSent() {
        try (Loopback server = Loopback.server(
                ConnectionSettings.defaults(),
                Http2Settings.builder().maxHeaderListSize(500).build(),
                Http2Limits.defaults(),
                each(stream -> stream.sendHeaders(OK, true).subscribe()))) {
            Http2Connection client = server.client();
            client.ping().block(Loopback.PATIENCE);
            HeaderList large = GET.toBuilder().add("x-a", "a".repeat(500)).build();
            assertThat(Received.of(client.newStream(), large, null).failure())
                    .isInstanceOfSatisfying(HeadTooLargeException.class, refused -> {
                        assertThat(refused.limit()).isEqualTo(500);
                        assertThat(refused.size()).isBetween(501L, 1000L);
                        assertThat(refused.unprocessed()).isFalse();
                    });
            Received.of(client.newStream(), GET, null).whole();
        }
    }

    /** The answer goes on, and can still be ended. */
    @Test
    void trailersLargerThanThePeerTakesAreNotSentAndTheStreamGoesOn() {
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        HeaderList large = HeaderList.of("x-a", "a".repeat(500));
        try (Loopback server = Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(stream.sendTrailers(large))
                .doOnError(refused::complete)
                .onErrorComplete()
                .then(stream.sendData(text("more"), false))
                .then(stream.sendTrailers(HeaderList.of("x-a", "1")))
                .subscribe()))) {
            Http2Connection client = server.client(
                    Http2Settings.builder().push(false).maxHeaderListSize(500).build());
            Received answer = Received.of(client.newStream(), GET, null).whole();
            assertThat(refused).isCompletedWithValueMatching(HeadTooLargeException.class::isInstance);
            assertThat(answer.text()).isEqualTo("more");
            assertThat(answer.trailers).containsExactly(HeaderList.of("x-a", "1"));
        }
    }

    @Test
    void aPromiseLargerThanThePeerTakesIsNotSentAndTheAnswerIs() {
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        HeaderList large = GET.toBuilder().add("x-a", "a".repeat(500)).build();
        try (Loopback server = Loopback.server(each(stream -> ((Http2Stream) stream)
                .push(large)
                .doOnError(refused::complete)
                .onErrorComplete()
                .then(stream.sendHeaders(OK, true))
                .subscribe()))) {
            Http2Connection client = server.client(
                    Http2Settings.builder().push(true).maxHeaderListSize(500).build());
            Received.of(client.newStream(), GET, null).whole();
            assertThat(refused).isCompletedWithValueMatching(HeadTooLargeException.class::isInstance);
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 256", "10000, 8"})
    void aRequestWithTooLargeAHeadOrTooManyFieldsIsAnswered431(int octets, int fields) {
        try (Loopback server = Loopback.server(
                        ConnectionSettings.builder()
                                .maxHeaderBytes(octets)
                                .maxHeaderFields(fields)
                                .build(),
                        Http2Settings.defaults(),
                        Http2Limits.defaults(),
                        connection -> connection.incoming().subscribe());
                WirePeer peer = WirePeer.client(server)) {
            String a = "a".repeat(100);
            peer.send(headers(1, true, get("x-a", a, "x-b", a, "x-c", a, "x-d", a, "x-e", a)));
            Http2Frame.Headers answer = peer.next(Http2Frame.Headers.class);
            assertThat(answer.endStream()).isTrue();
            assertThat(answer.fragment().toText()).endsWith("431");
            assertThat(peer.until()).noneMatch(Http2Frame.GoAway.class::isInstance);
        }
    }

    @Test
    void settingsThatAreNotAcknowledgedEndTheConnection() {
        try (WirePeer.Port port = new WirePeer.Port();
                Loopback loopback = Loopback.server(connection -> {})) {
            Http2Connection client = Http2Connection.client(
                    loopback.connect(port.port()),
                    ConnectionSettings.defaults(),
                    Http2Settings.defaults(),
                    Http2Limits.builder()
                            .settingsTimeout(Duration.ofMillis(100))
                            .build());
            Received answer = Received.of(client.newStream(), GET, null);
            WirePeer peer = port.accept();
            peer.send(new Http2Frame.Settings(new Setting(3, 10)));
            assertThat(peer.next(Http2Frame.GoAway.class).error()).isEqualTo(Http2Error.SETTINGS_TIMEOUT);
            assertThat(answer.failure())
                    .isInstanceOfSatisfying(
                            PeerProtocolException.class,
                            failure -> assertThat(failure.error()).isEqualTo(Http2Error.SETTINGS_TIMEOUT));
        }
    }
}
