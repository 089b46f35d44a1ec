/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_1_0;
import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_1_1;
import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_2;
import static io.wayfarer.protocol.server.Listening.LIMIT;
import static io.wayfarer.protocol.server.Listening.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.h2.Http2Connection;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.tls.ServerTls;

/** Who is served: versions, TLS, and what came elsewhere. */
class HttpListenerTest {

    private static final ServerTls TLS = ServerTls.selfSigned();
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

    @Test
    void onePortServesHttp1AndHttp2() {
        try (Listening server = new Listening(telling());
                RawClient http1 = RawClient.connect(server.listener)) {
            assertThat(http1.get("/a").readUntil("!")).contains("200").endsWith("HTTP/1.1 /a!");
            assertThat(server.getByHttp2("/b")).isEqualTo("200 HTTP/2 /b!");
            assertThat(http1.get("/c").readUntil("!")).endsWith("HTTP/1.1 /c!");
        }
    }

    @Test
    void theFirstOctetsMayComeOneByOne() {
        try (Listening server = new Listening(telling());
                RawClient http1 = RawClient.connect(server.listener);
                RawClient http2 = RawClient.connect(server.listener)) {
            for (char octet : "PRIVATE /a HTTP/1.1\r\nHost: localhost\r\n\r\n".toCharArray()) {
                http1.send(String.valueOf(octet));
            }
            assertThat(http1.readUntil("!")).endsWith("HTTP/1.1 /a!");
            for (int i = 0; i < PREFACE.length(); i++) {
                http2.send(PREFACE.substring(i, i + 1));
            }
            assertThat(http2.readUntil("\4\0\0\0\0\0")).contains("\4\0\0\0\0\0"); // a frame of settings on stream 0
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void alpnDecidesWhichVersionIsSpokenOverTls(boolean plainToo) {
        ListenerBuilder builder = telling();
        try (Listening server = new Listening(plainToo ? builder.tlsBesidePlain(TLS) : builder.tls(TLS));
                RawClient http1 = RawClient.connectTls(server.listener, TLS, "http/1.1");
                RawClient http2 = RawClient.connectTls(server.listener, TLS, "h2", "http/1.1")) {
            assertThat(http1.get("/a").readUntil("!")).endsWith("HTTP/1.1 /a!");
            // It speaks first: that is HTTP/2.
            assertThat(http2.readUntil("\4\0\0\0\0\0")).contains("\4\0\0\0\0\0");
        }
    }

    @Test
    void withoutAlpnTheFirstOctetsDecideOverTlsToo() {
        try (Listening server = new Listening(telling().tls(TLS));
                RawClient http1 = RawClient.connectTls(server.listener, TLS);
                RawClient http2 = RawClient.connectTls(server.listener, TLS)) {
            assertThat(http1.get("/a").readUntil("!")).endsWith("HTTP/1.1 /a!");
            assertThat(http2.send(PREFACE).readUntil("\4\0\0\0\0\0")).contains("\4\0\0\0\0\0");
        }
    }

    @Test
    void plainClientsAreServedBesideTls() {
        try (Listening server = new Listening(telling().tlsBesidePlain(TLS));
                RawClient http1 = RawClient.connect(server.listener)) {
            assertThat(http1.get("/a").readUntil("!")).endsWith("HTTP/1.1 /a!");
            assertThat(server.getByHttp2("/b")).isEqualTo("200 HTTP/2 /b!");
        }
    }

    @Test
    void plainClientsAreTurnedAwayWhereThereIsTlsAlone() {
        try (Listening server = new Listening(telling().tls(TLS));
                RawClient http1 = RawClient.connect(server.listener)) {
            assertThat(http1.get("/a").readAll()).doesNotContain("HTTP/1.1 /a!");
            assertThat(server.failure().phase()).isEqualTo(ListenerFailure.Phase.SETUP);
        }
    }

    @Test
    void aListenerMayBeForOneVersionAlone() {
        try (Listening http2 = new Listening(telling().versions(EnumSet.of(HTTP_2)));
                RawClient stranger = RawClient.connect(http2.listener)) {
            assertThat(http2.getByHttp2("/a")).isEqualTo("200 HTTP/2 /a!");
            assertThat(stranger.get("/a").readAll()).doesNotContain("HTTP/1.1").endsWith("<end>");
        }
        try (Listening http1 = new Listening(telling().versions(EnumSet.of(HTTP_1_1)));
                RawClient client = RawClient.connect(http1.listener);
                RawClient stranger = RawClient.connect(http1.listener)) {
            assertThat(client.get("/a").readUntil("!")).endsWith("HTTP/1.1 /a!");
            assertThat(stranger.send(PREFACE).readUntil("\r\n"))
                    .startsWith("HTTP/1.1 ")
                    .doesNotContain(" 200");
        }
        try (Listening http1 =
                        new Listening(telling().versions(EnumSet.of(HTTP_1_1)).tls(TLS));
                RawClient stranger = RawClient.connectTls(http1.listener, TLS, "h2")) {
            assertThat(stranger.readAll()).isEqualTo("<end>");
            assertThat(http1.failure().cause()).hasMessage("HTTP/2 is not spoken here");
        }
    }

    @Test
    void aRequestOfHttp11IsTakenForHttp10WhereThatAloneIsSpoken() {
        try (Listening server = new Listening(telling().versions(EnumSet.of(HTTP_1_0)));
                RawClient client = RawClient.connect(server.listener)) {
            assertThat(client.get("/a").readUntil("!"))
                    .startsWith("HTTP/1.0 200 OK\r\n")
                    .doesNotContain("chunked")
                    .endsWith("HTTP/1.0 /a!");
            assertThat(client.readAll()).isEqualTo("<end>");
        }
    }

    @Test
    void aRequestOfHttp10IsTurnedAwayWhereHttp11AloneIsSpoken() {
        try (Listening server = new Listening(telling().versions(EnumSet.of(HTTP_1_1)));
                RawClient old = RawClient.connect(server.listener)) {
            assertThat(old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                            .readAll())
                    .startsWith("HTTP/1.1 505 HTTP Version Not Supported\r\n")
                    .endsWith("\r\n\r\n<end>");
        }
    }

    @Test
    void withoutAHandlerTheConnectionsAreGivenAway() {
        try (Listening server = new Listening(HttpListener.builder().host("127.0.0.1"));
                RawClient http1 = RawClient.connect(server.listener)) {
            Flux<HttpStream> streams = server.listener.connections().flatMap(HttpConnection::incoming);
            http1.get("/a");
            StepVerifier.create(streams.flatMap(stream -> Listening.tell(stream).thenReturn(stream))
                            .take(1))
                    .expectNextMatches(stream -> stream.connection().version() == HTTP_1_1)
                    .expectComplete()
                    .verify(LIMIT);
            assertThat(http1.readUntil("!")).endsWith("/a!");
        }
    }

    @Test
    void connectionsThatNobodyTakesAreClosed() {
        try (Listening server = new Listening(HttpListener.builder().host("127.0.0.1"));
                RawClient http1 = RawClient.connect(server.listener)) {
            server.listener.connections().subscribe().dispose();
            assertThat(http1.get("/a").readAll()).endsWith(">");
        }
    }

    @Test
    void aChannelThatWasConnectedElsewhereIsServedLikeAnyOther() {
        BlockingQueue<String> heard = new LinkedTransferQueue<>();
        try (Listening server = new Listening(telling());
                RawPeer client = RawPeer.scripted(talk -> {
                    talk.write("GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                    heard.add(new String(talk.read(1000), StandardCharsets.ISO_8859_1));
                })) {
            server.listener.add(Listening.connect(client.address()));
            assertThat(Mono.fromCallable(() -> heard.poll(20, TimeUnit.SECONDS)).block(LIMIT))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("/a!");
        }
    }

    @Test
    void aStreamThatCameElsewhereIsAnswered() {
        try (Listening server = new Listening(telling());
                Listening other = new Listening(HttpListener.builder().host("127.0.0.1"));
                RawClient client = RawClient.connect(other.listener)) {
            other.listener
                    .connections()
                    .flatMap(HttpConnection::incoming)
                    .subscribe(stream -> server.listener.add(stream));
            assertThat(client.get("/a").readUntil("!")).endsWith("HTTP/1.1 /a!");
            HttpStream stream = Objects.requireNonNull(
                    Mono.<HttpStream>just(server.http2().newStream()).block(LIMIT));
            assertThatIllegalStateException().isThrownBy(() -> other.listener.add(stream));
        }
    }

    @Test
    void theRestOfARequestThatIsAnsweredAlreadyIsNotWanted() {
        try (Listening server = new Listening(telling())) {
            Http2Connection connection = server.http2();
            HttpStream stream = connection.newStream();
            HeaderList request = HeaderList.of(
                    HeaderList.METHOD, "POST",
                    HeaderList.SCHEME, "http",
                    HeaderList.AUTHORITY, "localhost",
                    HeaderList.PATH, "/a");
            StepVerifier.create(stream.sendHeaders(request, false)
                            .then(stream.reader().text(StandardCharsets.UTF_8, 100)))
                    .expectNext("HTTP/2 /a!")
                    .expectComplete()
                    .verify(LIMIT);
            assertThat(Listening.get(connection, "/b")).isEqualTo("200 HTTP/2 /b!");
            assertThat(connection.activeStreams()).isZero();
            assertThat(server.failures).isEmpty();
            connection.close().block(LIMIT);
        }
    }

    @Test
    void aListenerTellsWhereItListensAndHowManyItServes() {
        try (Listening server = new Listening(telling());
                RawClient client = RawClient.connect(server.listener)) {
            client.get("/a").readUntil("!");
            assertThat(server.listener.activeConnections()).isOne();
            assertThat(server.listener.port()).isPositive();
            assertThat(server.listener)
                    .hasToString("HttpListener[/127.0.0.1:" + server.listener.port() + ", 1 connections]");
        }
    }

    @Test
    void closingEndsConnectionsAtOnceAndCancelsTheHandlers() {
        BlockingQueue<String> told = new LinkedTransferQueue<>();
        Listening server = new Listening(HttpListener.builder()
                .host("127.0.0.1")
                .onStream(stream -> Mono.<Void>never()
                        .doOnSubscribe(begun -> told.add("begun"))
                        .doOnCancel(() -> told.add("cancelled"))));
        try (RawClient client = RawClient.connect(server.listener).get("/a")) {
            StepVerifier.create(Mono.fromCallable(told::take))
                    .expectNext("begun")
                    .expectComplete()
                    .verify(LIMIT);
            server.listener.close().block(LIMIT);
            assertThat(client.readAll()).endsWith(">");
            StepVerifier.create(Mono.fromCallable(told::take))
                    .expectNext("cancelled")
                    .expectComplete()
                    .verify(LIMIT);
            StepVerifier.create(server.listener.closed()).expectComplete().verify(LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shuttingDownLetsAnswersUnderWayEnd(boolean http2) {
        Sinks.Empty<Void> begun = Sinks.empty();
        Listening server =
                new Listening(HttpListener.builder().host("127.0.0.1").onStream(stream -> {
                    begun.tryEmitEmpty();
                    return Mono.delay(Duration.ofMillis(300)).then(Mono.defer(() -> Listening.tell(stream)));
                }));
        try (RawClient silent = RawClient.connect(server.listener);
                RawClient client = RawClient.connect(server.listener)) {
            Mono<String> answer = Mono.fromCallable(() ->
                            http2 ? server.getByHttp2("/a") : client.get("/a").readUntil("!"))
                    .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic());
            Mono<Void> end = begun.asMono().then(server.listener.shutdown(LIMIT));
            StepVerifier.create(Mono.zip(answer, end.thenReturn("ended")))
                    .assertNext(both -> assertThat(both.getT1()).contains("200").endsWith("/a!"))
                    .expectComplete()
                    .verify(LIMIT);
            assertThat(silent.readAll()).isEqualTo("<end>");
            assertThat(server.listener.activeConnections()).isZero();
        }
    }
}
