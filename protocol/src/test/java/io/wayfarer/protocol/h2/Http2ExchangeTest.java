/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.connection.Role;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.header.HeaderList;

class Http2ExchangeTest {

    static final HeaderList GET = request("GET", "/");
    static final HeaderList OK = HeaderList.of(":status", "200", "x-one", "1");

    static HeaderList request(String method, String path) {
        return HeaderList.of(":method", method, ":scheme", "http", ":authority", "shop.example", ":path", path);
    }

    static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    /** Does this with every stream of a connection. */
    static Consumer<Http2Connection> each(Consumer<HttpStream> handler) {
        return connection -> connection.incoming().subscribe(handler);
    }

    @Test
    void aConnectionTellsWhatItIs() {
        try (Loopback server = Loopback.server(each(stream ->
                stream.sendHeaders(OK, true).then(stream.connection().flush()).subscribe()))) {
            Http2Connection client = server.client();
            Received.of(client.newStream(), GET, null).whole();
            Http2Connection accepted = server.accepted();
            assertThat(client.version()).isEqualTo(ProtocolVersion.HTTP_2).hasToString("HTTP/2");
            assertThat(client.role()).isEqualTo(Role.CLIENT);
            assertThat(accepted.role()).isEqualTo(Role.SERVER);
            assertThat(client.remoteAddress()).isEqualTo(accepted.localAddress());
            assertThat(client.localAddress()).isEqualTo(accepted.remoteAddress());
            assertThat(client.tls()).isNull();
            assertThat(client.channel().isActive()).isTrue();
            assertThat(client.settings().push()).isFalse();
            assertThat(client).hasToString("HTTP/2 CLIENT, 0 streams");
            StepVerifier.create(client.flush()).expectComplete().verify(Loopback.PATIENCE);
        }
    }

    @Test
    void aRequestWithoutContentIsAnswered() {
        List<HeaderList> requests = new CopyOnWriteArrayList<>();
        try (Loopback server = Loopback.server(each(stream -> stream.reader()
                .headers()
                .doOnNext(requests::add)
                .then(stream.sendHeaders(OK, false))
                .then(stream.sendData(text("Hello"), true))
                .subscribe()))) {
            Received answer =
                    Received.of(server.client().newStream(), GET, null).whole();
            assertThat(requests).containsExactly(GET);
            assertThat(answer.head()).isEqualTo(OK);
            assertThat(answer.text()).isEqualTo("Hello");
        }
    }

    @Test
    void contentIsEchoedWhateverItsSize() {
        try (Loopback server = Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(Mono.defer(() -> stream.sendBody(stream.reader().body())))
                .subscribe()))) {
            Http2Connection client = server.client();
            for (int size : new int[] {0, 1, 16384, 16385, 65535, 65536, 1_000_000}) {
                String sent = "x".repeat(size);
                Received answer = Received.of(client.newStream(), request("POST", "/echo"), text(sent))
                        .whole();
                assertThat(answer.text()).hasSize(size).isEqualTo(sent);
            }
        }
    }

    @Test
    void manyStreamsShareAConnection() {
        try (Loopback server = Loopback.server(each(stream -> stream.reader()
                .headers()
                .flatMap(head -> stream.sendHeaders(OK, false)
                        .then(stream.sendData(text(String.valueOf(head.first(":path"))), true)))
                .subscribe()))) {
            Http2Connection client = server.client();
            List<Received> answers = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                answers.add(Received.of(client.newStream(), request("GET", "/" + i), null));
            }
            for (int i = 0; i < 90; i++) {
                assertThat(answers.get(i).whole().text()).isEqualTo("/" + i);
            }
        }
    }

    @Test
    void interimAnswersAndTrailersArriveAroundTheContent() {
        try (Loopback server = Loopback.server(
                each(stream -> stream.sendHeaders(HeaderList.of(":status", "103", "link", "</a.css>"), false)
                        .then(stream.sendHeaders(OK, false))
                        .then(stream.sendData(text("body"), false))
                        .then(stream.sendTrailers(HeaderList.of("x-sum", "7")))
                        .subscribe()))) {
            Received answer =
                    Received.of(server.client().newStream(), GET, null).whole();
            assertThat(answer.heads).extracting(HeaderList::status).containsExactly(103, 200);
            assertThat(answer.text()).isEqualTo("body");
            assertThat(answer.trailers).containsExactly(HeaderList.of("x-sum", "7"));
        }
    }

    @Test
    void theClientSendsItsContentAfter100Continue() {
        try (Loopback server = Loopback.server(each(stream -> stream.sendContinue()
                .then(stream.reader().text(StandardCharsets.UTF_8, 100))
                .flatMap(body -> stream.sendHeaders(OK, false).then(stream.sendData(text(body + "!"), true)))
                .subscribe()))) {
            HttpStream stream = server.client().newStream();
            Mono<String> answer = stream.sendHeaders(request("POST", "/"), false)
                    .then(stream.reader().headers())
                    .doOnNext(head -> assertThat(head.status()).isEqualTo(100))
                    .then(stream.sendData(text("now"), true))
                    .then(stream.reader().text(StandardCharsets.UTF_8, 100));
            StepVerifier.create(answer).expectNext("now!").expectComplete().verify(Loopback.PATIENCE);
        }
    }

    @Test
    void aReceiverGetsNoMoreContentThanItAskedFor() {
        try (Loopback server = Loopback.server(each(stream -> stream.sendHeaders(OK, false)
                .then(stream.sendBody(Flux.range(0, 200).map(i -> text("y".repeat(10_000)))))
                .subscribe()))) {
            HttpStream stream = server.client().newStream();
            StepVerifier.create(
                            stream.sendHeaders(GET, true)
                                    .thenMany(Flux.defer(() -> stream.reader().body())),
                            0)
                    .thenRequest(1)
                    .consumeNextWith(ByteBuf::release)
                    .expectNoEvent(Duration.ofMillis(100))
                    .thenRequest(Long.MAX_VALUE)
                    .recordWith(ArrayList::new)
                    .thenConsumeWhile(piece -> true, ByteBuf::release)
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
        }
    }

    @Test
    void aStalledStreamHoldsBackOnlyItself() {
        try (Loopback server = Loopback.server(
                ConnectionSettings.defaults(),
                Http2Settings.builder().maxConcurrentStreams(2000).build(),
                Http2Limits.defaults(),
                each(stream -> stream.sendHeaders(OK, false)
                        .then(stream.sendBody(Flux.range(0, 3).map(i -> text("z".repeat(2000)))))
                        .subscribe()))) {
            Http2Connection client = server.client(
                    ConnectionSettings.defaults(),
                    Http2Settings.builder().initialWindowSize(4096).build(),
                    Http2Limits.defaults());
            client.ping().block(Loopback.PATIENCE);
            Received stalled = new Received();
            HttpStream stream = client.newStream();
            stream.exchange(GET, null, stalled);
            List<Received> others = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                others.add(Received.of(client.newStream(), GET, null));
            }
            others.forEach(other -> assertThat(other.whole().text()).hasSize(6000));
            assertThat(stalled.text()).isEmpty();
            stream.request(Long.MAX_VALUE);
            assertThat(stalled.whole().text()).hasSize(6000);
        }
    }

    @Test
    void thePeersLimitOfStreamsIsKept() {
        try (Loopback server = Loopback.server(
                ConnectionSettings.defaults(),
                Http2Settings.builder().maxConcurrentStreams(2).build(),
                Http2Limits.defaults(),
                connection -> {})) {
            Http2Connection client = server.client();
            client.ping().block(Loopback.PATIENCE);
            assertThat(client.availableStreams()).isEqualTo(2);
            Received.of(client.newStream(), GET, null);
            Received.of(client.newStream(), GET, null);
            assertThat(Received.of(client.newStream(), GET, null).failure())
                    .isInstanceOfSatisfying(
                            ConnectionEndedException.class,
                            ended -> assertThat(ended.unprocessed()).isTrue());
            assertThat(client.availableStreams()).isZero();
            assertThat(client.activeStreams()).isEqualTo(2);
        }
    }

    @Test
    void settingsChangeOnceThePeerHasAcknowledgedThem() {
        try (Loopback server = Loopback.server(connection -> {})) {
            Http2Connection client = server.client();
            Http2Connection accepted = server.accepted();
            client.ping().block(Loopback.PATIENCE);
            StepVerifier.create(accepted.updateSettings(
                            Http2Settings.builder().maxConcurrentStreams(7).build()))
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
            assertThat(client.peerSettings().maxConcurrentStreams()).isEqualTo(7);
            assertThat(client.availableStreams()).isEqualTo(7);
            assertThat(accepted.peerSettings().push()).isFalse();
        }
    }

    @Test
    void aPingTellsTheRoundTrip() {
        try (Loopback server = Loopback.server(connection -> {})) {
            StepVerifier.create(server.client().ping())
                    .expectNextMatches(time -> !time.isNegative() && time.compareTo(Loopback.PATIENCE) < 0)
                    .expectComplete()
                    .verify(Loopback.PATIENCE);
        }
    }

    @Test
    void fieldsThatNoneMayHoldAreNotSent() {
        try (Loopback server =
                Loopback.server(each(stream -> stream.sendHeaders(OK, true).subscribe()))) {
            Http2Connection client = server.client();
            for (String value : List.of("a\r\nb", "a\nb", "a\0b", " a", "a\t", "\u20ac")) {
                HeaderList bad = GET.toBuilder().add("x-a", value).build();
                assertThatIllegalArgumentException()
                        .isThrownBy(
                                () -> client.newStream().sendHeaders(bad, true).block(Loopback.PATIENCE))
                        .withMessageContaining("x-a");
            }
            HeaderList name = GET.toBuilder().add("x a", "1").build();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.newStream().sendHeaders(name, true).block(Loopback.PATIENCE));
            assertThat(Received.of(client.newStream(), GET, null).whole().head().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void namesGoOutInLowerCaseAndFieldsOfHttp1StayBehind() {
        CompletableFuture<HeaderList> seen = new CompletableFuture<>();
        try (Loopback server = Loopback.server(each(stream -> stream.reader()
                .headers()
                .doOnNext(seen::complete)
                .then(stream.sendHeaders(OK, true))
                .subscribe()))) {
            HeaderList mixed = GET.toBuilder()
                    .add("X-Mixed", "A")
                    .add("Connection", "keep-alive")
                    .add("Transfer-Encoding", "chunked")
                    .add("TE", "trailers")
                    .addNeverIndexed("Authorization", "secret")
                    .build();
            Received.of(server.client().newStream(), mixed, null).whole();
            assertThat(seen.join())
                    .extracting(field -> field.name() + "=" + field.value())
                    .containsSubsequence(":path=/", "x-mixed=A", "te=trailers", "authorization=secret")
                    .hasSize(7);
        }
    }

    @Test
    void mistakesOfTheCallerHurtNobodyElse() {
        try (Loopback server =
                Loopback.server(each(stream -> stream.sendHeaders(OK, true).subscribe()))) {
            Http2Connection client = server.client();
            HttpStream stream = client.newStream();
            ByteBuf early = text("early");
            assertThatIllegalStateException()
                    .isThrownBy(() -> stream.sendData(early, true).block(Loopback.PATIENCE));
            assertThat(early.refCnt()).isZero();
            Received answer = Received.of(stream, GET, null).whole();
            assertThatIllegalStateException()
                    .isThrownBy(() -> stream.sendHeaders(GET, true).block(Loopback.PATIENCE));
            assertThatIllegalStateException().isThrownBy(() -> stream.receive(new Received()));
            assertThatIllegalStateException()
                    .isThrownBy(() -> client.takeChannel().block(Loopback.PATIENCE));
            assertThat(answer.head().status()).isEqualTo(200);
            assertThat(Received.of(client.newStream(), GET, null).whole().head().status())
                    .isEqualTo(200);
        }
    }
}
