/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.get;
import static io.wayfarer.protocol.h2.Breach.headers;
import static io.wayfarer.protocol.h2.Breach.open;
import static io.wayfarer.protocol.h2.Breach.post;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.OK;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.each;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.request;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedTransferQueue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Http2Frame.Setting;
import io.wayfarer.protocol.frame.Http2Frame.Weight;
import io.wayfarer.protocol.frame.Octets;
import io.wayfarer.protocol.header.HeaderList;

/** Promises, padding, priorities, windows by hand, raw frames, and bounds against floods. */
class Http2FeaturesTest {

    private static final Http2Settings WITH_PUSH =
            Http2Settings.builder().push(true).maxConcurrentStreams(10).build();

    private static Http2Connection client(Loopback server, Http2Settings settings) {
        return server.client(ConnectionSettings.defaults(), settings, Http2Limits.defaults());
    }

    @Test
    void aServerPromisesAnAnswerAndTheClientTakesIt() {
        HeaderList style = request("GET", "/style.css");
        try (Loopback server = Loopback.server(each(stream -> ((Http2Stream) stream)
                .push(style, 7)
                .flatMap(promised -> stream.sendHeaders(OK, true)
                        .then(promised.sendHeaders(OK, false))
                        .then(promised.sendData(text("css"), true)))
                .subscribe()))) {
            Http2Connection client = client(server, WITH_PUSH);
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
            Http2Connection client = client(server, WITH_PUSH);
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

    @Test
    void paddingIsSentAndTaken() {
        try (Loopback server = Loopback.server(each(stream -> ((Http2Stream) stream)
                .sendHeaders(OK, false, 255)
                .then(((Http2Stream) stream).sendData(text("padded"), true, 100))
                .subscribe()))) {
            Http2Connection client = server.client();
            List<Http2Frame> frames = new CopyOnWriteArrayList<>();
            client.frames().subscribe(frames::add);
            Received answer = Received.of(client.newStream(), GET, null).whole();
            assertThat(answer.text()).isEqualTo("padded");
            assertThat(frames)
                    .filteredOn(Http2Frame.Headers.class::isInstance)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Http2Frame.Headers.class,
                            head -> assertThat(head.padding())
                                    .isNotNull()
                                    .extracting(Octets::length)
                                    .isIn(254, 255));
            assertThat(frames)
                    .filteredOn(Http2Frame.Data.class::isInstance)
                    .anySatisfy(frame ->
                            assertThat(((Http2Frame.Data) frame).padding()).isNotNull());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.newStream().sendHeaders(GET, true, 256));
        }
    }

    @Test
    void prioritiesAreSeen() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Connection client = server.client();
            Http2Connection accepted = server.accepted();
            client.ping().block(Loopback.PATIENCE);
            StepVerifier.create(accepted.priorities().take(1))
                    .then(() -> {
                        Http2Stream stream = client.newStream();
                        stream.sendHeaders(request("POST", "/"), false)
                                .then(Mono.defer(() -> stream.sendPriority(new Weight(0, true, 7))))
                                .block(Loopback.PATIENCE);
                    })
                    .expectNext(new Http2Frame.Priority(1, 0, new Weight(0, true, 7)))
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
        }
    }

    @Test
    void framesOfAnyTypeAreSentAndSeen() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Connection client = server.client();
            Http2Connection accepted = server.accepted();
            client.ping().block(Loopback.PATIENCE);
            StepVerifier.create(accepted.frames().take(2))
                    .then(() -> client.writeFrame(0xbe, 0x3, 0, text("any"))
                            .then(client.writeFrame(new Http2Frame.Ping(5, false)))
                            .block(Loopback.PATIENCE))
                    .expectNext(new Http2Frame.Unknown(0xbe, 0x3, 0, Octets.ofText("any")))
                    .expectNext(new Http2Frame.Ping(5, false))
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
        }
    }

    @Test
    void whatTheRfcForbidsCanBeSentRaw() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Connection client = server.client();
            client.ping().block(Loopback.PATIENCE);
            client.writeFrame(new Http2Frame.WindowUpdate(0, 0)).block(Loopback.PATIENCE);
            server.accepted().closed().block(Loopback.PATIENCE);
            StepVerifier.create(client.closed()).expectComplete().verify(Loopback.PATIENCE);
        }
    }

    @Test
    void aWindowKeptByHandOpensOnlyByHand() {
        try (Loopback server = Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(stream.sendBody(Flux.just(text("x".repeat(3000)))))
                .subscribe()))) {
            Http2Connection client = client(
                    server, Http2Settings.builder().initialWindowSize(1000).build());
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
                    .isInstanceOf(IllegalArgumentException.class);
            Received.of(client.newStream(), GET, null).whole();
        }
    }

    @Test
    void aRequestWithTooLargeAHeadIsAnswered431() {
        try (Loopback server = Loopback.server(
                        ConnectionSettings.builder().maxHeaderBytes(500).build(),
                        Http2Settings.defaults(),
                        Http2Limits.defaults(),
                        connection -> connection.incoming().subscribe());
                WirePeer peer = WirePeer.client(server)) {
            peer.send(headers(1, true, get("x-a", "a".repeat(500))));
            assertThat(peer.next(Http2Frame.Headers.class).endStream()).isTrue();
            assertThat(peer.until()).noneMatch(Http2Frame.GoAway.class::isInstance);
        }
    }

    /** What is sent again and again until the connection is closed with ENHANCE_YOUR_CALM. */
    private static void flood(Http2Limits limits, int most, Http2Frame... frames) {
        flood(limits, most, i -> frames);
    }

    private static void flood(Http2Limits limits, int most, java.util.function.IntFunction<Http2Frame[]> frames) {
        try (Loopback server = Loopback.server(
                        ConnectionSettings.defaults(),
                        Http2Settings.defaults(),
                        limits,
                        connection -> connection
                                .incoming()
                                .subscribe(
                                        stream -> stream.reader().chunk().subscribe(ByteBuf::release, failure -> {})));
                WirePeer peer = WirePeer.client(server)) {
            for (int i = 0; i < most; i++) {
                peer.wire().write(frames.apply(i)).onErrorComplete().block(Loopback.PATIENCE);
            }
            Http2Frame.GoAway last = peer.next(Http2Frame.GoAway.class);
            assertThat(last.error()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void aFloodOfPingsEndsTheConnection() {
        flood(Http2Limits.builder().maxControlFrames(20).build(), 25, new Http2Frame.Ping(1, false));
    }

    @Test
    void aFloodOfSettingsEndsTheConnection() {
        flood(Http2Limits.builder().maxControlFrames(20).build(), 25, new Http2Frame.Settings());
    }

    @Test
    void aFloodOfUnknownFramesEndsTheConnection() {
        flood(Http2Limits.builder().maxControlFrames(20).build(), 25, Breach.raw(0xbe, 0, 0, ""));
    }

    @Test
    void rapidResetsEndTheConnection() {
        flood(Http2Limits.builder().maxResets(20).build(), 25, i -> new Http2Frame[] {
            headers(2 * i + 1, false, post()), new Http2Frame.RstStream(2 * i + 1, Http2Error.CANCEL)
        });
    }

    /** The other way round: streams that this side has to reset. */
    @Test
    void manyMalformedStreamsEndTheConnection() {
        flood(Http2Limits.builder().maxResets(20).build(), 25, i ->
                new Http2Frame[] {headers(2 * i + 1, false, post()), new Http2Frame.WindowUpdate(2 * i + 1, 0)});
    }

    @Test
    void emptyFramesWithoutEndEndTheConnection() {
        flood(
                Http2Limits.builder().maxEmptyFrames(20).build(),
                25,
                i -> i == 0 ? new Http2Frame[] {headers(1, false, post())} : new Http2Frame[] {data(1, false, "")});
    }

    @Test
    void aSectionInTooManyPiecesEndsTheConnection() {
        flood(
                Http2Limits.builder().maxContinuations(5).build(),
                10,
                i -> i == 0
                        ? new Http2Frame[] {open(1, false, post())}
                        : new Http2Frame[] {new Http2Frame.Continuation(1, Octets.empty(), false)});
    }

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

    @Test
    void aReceiverThatThrowsLosesItsStreamAlone() {
        try (Loopback server = Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(stream.sendData(text("x"), true))
                .subscribe()))) {
            Http2Connection client = server.client();
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            HttpStream stream = client.newStream();
            stream.exchange(GET, null, new io.wayfarer.protocol.connection.StreamReceiver() {
                @Override
                public void onHeaders(HeaderList head) {
                    throw new IllegalStateException("thrown");
                }

                @Override
                public void onData(ByteBuf content) {
                    content.release();
                }

                @Override
                public void onEnd() {}

                @Override
                public void onFailure(Throwable cause) {
                    failure.complete(cause);
                }
            });
            assertThat(failure).succeedsWithin(Loopback.PATIENCE).asString().contains("thrown");
            Received.of(client.newStream(), GET, null).whole();
        }
    }

    @Test
    void goAwayTellsItsDebugData() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Connection client = server.client();
            client.ping().block(Loopback.PATIENCE);
            StepVerifier.create(client.frames().ofType(Http2Frame.GoAway.class).take(1))
                    .then(() -> server.accepted()
                            .goAway(0, Http2Error.ENHANCE_YOUR_CALM, Unpooled.copiedBuffer(new byte[] {1, 2}))
                            .onErrorComplete()
                            .block(Loopback.PATIENCE))
                    .expectNext(new Http2Frame.GoAway(0, Http2Error.ENHANCE_YOUR_CALM, Octets.of((byte) 1, (byte) 2)))
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
            StepVerifier.create(client.closed()).expectComplete().verify(Loopback.PATIENCE);
        }
        assertThat(FrameType.GOAWAY).isEqualTo(7);
    }
}
