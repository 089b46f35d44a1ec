/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.Http3Server;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.protocol.client.ConnectLimits;
import io.wayfarer.protocol.client.HttpConnectException;
import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.Direction;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.connection.StreamReader;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.error.ConnectionEndedException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.tls.ClientTls;
import io.wayfarer.protocol.tls.KeyPins;

/** Exchanges of HTTP/3 with a server of Reactor Netty. */
class Http3ExchangeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MIB = 1 << 20;
    private static final ConnectLimits LIMITS = ConnectLimits.each(Duration.ofSeconds(5));
    private static final LoopbackTls TLS = LoopbackTls.localhost();

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Http3Server server = Http3Server.start(TLS, this::routes);
    private final HttpConnector connector = connector(Duration.ofSeconds(5));
    private final HttpConnection connection = connect(connector);

    @BeforeAll
    static void quicIsThere() {
        assertThat(HttpConnector.speaksQuic()).isTrue();
    }

    @AfterEach
    void close() {
        connection.close().block(PATIENCE);
        server.close();
    }

    private void routes(HttpServerRoutes routes) {
        routes.get("/text", (in, out) -> out.header("X-Name", "value").sendString(Mono.just("three")))
                .head("/text", (in, out) -> out.header("Content-Length", "5").send())
                .get(
                        "/304",
                        (in, out) -> out.status(HttpResponseStatus.NOT_MODIFIED)
                                .header("Content-Length", "5")
                                .send())
                .get(
                        "/204",
                        (in, out) -> out.status(HttpResponseStatus.NO_CONTENT).send())
                .get(
                        "/mib",
                        (in, out) -> out.send(Flux.range(0, 64).map(i -> Unpooled.wrappedBuffer(new byte[MIB / 64]))))
                .post(
                        "/count",
                        (in, out) -> out.sendString(in.receive()
                                .map(ByteBuf::readableBytes)
                                .reduce(0L, Long::sum)
                                .map(String::valueOf)))
                .get(
                        "/trailers",
                        (in, out) -> out.header("Trailer", "X-Sum")
                                .trailerHeaders(headers -> headers.set("X-Sum", "42"))
                                .sendString(Mono.just("body")))
                .get(
                        "/never",
                        (in, out) -> out.sendHeaders().then(Mono.<Void>never().doOnCancel(cancelled::countDown)))
                .get("/silent", (in, out) -> Mono.never())
                .get(
                        "/endless",
                        (in, out) -> out.send(
                                Flux.<ByteBuf>generate(sink -> sink.next(Unpooled.wrappedBuffer(new byte[8192])))
                                        .doFinally(end -> cancelled.countDown())));
    }

    private static HttpConnector connector(Duration readTimeout) {
        return HttpConnector.builder()
                .settings(ConnectionSettings.builder().readTimeout(readTimeout).build())
                .build();
    }

    private HttpConnection connect(HttpConnector by) {
        return connect(by, ClientTls.builder().trust(TLS.certificate()), "localhost");
    }

    private HttpConnection connect(HttpConnector by, ClientTls.Builder tls, String host) {
        return Objects.requireNonNull(
                by.connectByQuic(tls.buildForQuic(), "127.0.0.1", server.port(), host, server.port(), null, LIMITS)
                        .block(PATIENCE));
    }

    private HeaderList request(String method, String path) {
        return HeaderList.of(
                ":method", method, ":scheme", "https", ":authority", "localhost:" + server.port(), ":path", path);
    }

    private StreamReader get(String path) {
        return sent("GET", path).reader();
    }

    private HttpStream sent(String method, String path) {
        HttpStream stream = connection.newStream();
        stream.sendHeaders(request(method, path), true).block(PATIENCE);
        return stream;
    }

    private static String text(StreamReader reader) {
        return Objects.requireNonNull(
                reader.text(UTF_8, 2 * MIB).defaultIfEmpty("").block(PATIENCE));
    }

    private static HeaderList head(StreamReader reader) {
        return Objects.requireNonNull(reader.finalHeaders().block(PATIENCE));
    }

    @Test
    void anAnswerComesWithItsFieldsAndContent() {
        StreamReader reader = get("/text");

        assertThat(head(reader).status()).isEqualTo(200);
        assertThat(head(get("/text")).first("x-name")).isEqualTo("value");
        assertThat(text(reader)).isEqualTo("three");
        assertThat(connection.version()).isEqualTo(ProtocolVersion.HTTP_3).hasToString("HTTP/3");
        assertThat(Objects.requireNonNull(connection.tls()).getProtocol()).isEqualTo("TLSv1.3");
        assertThat(connection.remoteAddress())
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    }

    @ParameterizedTest
    @CsvSource({"HEAD,/text,200", "GET,/304,304", "GET,/204,204", "GET,/nowhere,404"})
    void anAnswerWithoutContentIsWholeWhateverItsLengthSays(String method, String path, int status) {
        StreamReader reader = sent(method, path).reader();

        assertThat(head(reader).status()).isEqualTo(status);
        assertThat(text(reader)).isEmpty();
    }

    @Test
    void aMebibyteComesWhole() {
        assertThat(text(get("/mib"))).hasSize(MIB);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMebibyteGoesWhole(boolean atOnce) {
        HttpStream stream = connection.newStream();
        stream.sendHeaders(request("POST", "/count"), false)
                .then(
                        atOnce
                                ? stream.sendData(Unpooled.wrappedBuffer(new byte[MIB]), true)
                                : stream.sendBody(
                                        Flux.range(0, 1024).map(i -> Unpooled.wrappedBuffer(new byte[MIB / 1024]))))
                .block(PATIENCE);

        assertThat(text(stream.reader())).isEqualTo("" + MIB);
    }

    @Test
    void trailersComeBehindTheContent() {
        StreamReader reader = get("/trailers");

        assertThat(text(reader)).isEqualTo("body");
        assertThat(Objects.requireNonNull(reader.trailers().block(PATIENCE)).first("x-sum"))
                .isEqualTo("42");
    }

    @Test
    void requestTrailersAreSent() {
        HttpStream stream = connection.newStream();
        stream.sendHeaders(request("POST", "/count"), false)
                .then(stream.sendData(Unpooled.copiedBuffer("abc", UTF_8), false))
                .then(stream.sendTrailers(HeaderList.of("x-sum", "1")))
                .block(PATIENCE);

        assertThat(text(stream.reader())).isEqualTo("3");
    }

    @Test
    void manyStreamsShareOneConnectionWithinTheServersLimit() {
        Map<String, Long> answers = Objects.requireNonNull(Flux.range(0, 500)
                .flatMap(
                        i -> Mono.defer(() -> {
                            HttpStream stream = connection.newStream();
                            return stream.sendHeaders(request("GET", "/text"), true)
                                    .then(stream.reader().text(UTF_8, 100));
                        }),
                        50)
                .collect(Collectors.groupingBy(text -> text, Collectors.counting()))
                .block(PATIENCE));

        assertThat(answers).isEqualTo(Map.of("three", 500L));
        assertThat(connection.activeStreams()).isZero();
    }

    @Test
    void aStreamTooManyIsRefusedUnsent() {
        List<HttpStream> open = Flux.range(0, 100)
                .map(i -> sent("GET", "/silent"))
                .collectList()
                .block(PATIENCE);

        assertThat(open).hasSize(100);
        assertThat(connection.availableStreams()).isZero();
        StepVerifier.create(connection.newStream().sendHeaders(request("GET", "/text"), true))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ConnectionEndedException.class,
                                refused -> assertThat(refused.unprocessed()).isTrue()))
                .verify(PATIENCE);
    }

    @Test
    void aResetEndsTheServersWork() throws Exception {
        HttpStream stream = sent("GET", "/endless");
        Objects.requireNonNull(stream.reader().chunk().block(PATIENCE)).release();
        stream.reset(Http2Error.CANCEL);

        // Well before the connection would end by itself.
        assertThat(cancelled.await(3, TimeUnit.SECONDS)).isTrue();
        StepVerifier.create(stream.reader().chunk())
                .expectError(StreamResetException.class)
                .verify(PATIENCE);
        assertThat(stream.state()).isEqualTo(StreamState.CLOSED);
        assertThat(text(get("/text"))).isEqualTo("three");
    }

    @Test
    void whoReadsNothingHoldsThePeerBackAndNobodyElse() {
        AtomicLong asked = new AtomicLong();
        try (Http3Server generous = Http3Server.startWith(
                TLS,
                0,
                plan -> plan.route(routes -> routes.get(
                                "/",
                                (in, out) -> out.send(Flux.range(0, 10_000).map(i -> {
                                    asked.incrementAndGet();
                                    return Unpooled.wrappedBuffer(new byte[10_000]);
                                })))
                        .get("/text", (in, out) -> out.sendString(Mono.just("other")))))) {
            HttpConnection own = Objects.requireNonNull(connector
                    .connectByQuic(
                            ClientTls.builder().trust(TLS.certificate()).buildForQuic(),
                            "127.0.0.1",
                            generous.port(),
                            "localhost",
                            generous.port(),
                            null,
                            LIMITS)
                    .block(PATIENCE));
            HttpStream unread = own.newStream();
            unread.sendHeaders(request("GET", "/"), true).block(PATIENCE);
            head(unread.reader());
            HttpStream other = own.newStream();
            other.sendHeaders(request("GET", "/text"), true).block(PATIENCE);

            assertThat(text(other.reader())).isEqualTo("other");
            assertThat(asked.get()).isLessThan(500);
            own.close().block(PATIENCE);
        }
    }

    @Test
    void aSilentServerIsGivenUp() {
        HttpConnection impatient = connect(connector(Duration.ofMillis(200)));
        HttpStream stream = impatient.newStream();
        stream.sendHeaders(request("GET", "/silent"), true).block(PATIENCE);

        StepVerifier.create(stream.reader().headers())
                .expectError(ReadTimeoutException.class)
                .verify(PATIENCE);
        impatient.close().block(PATIENCE);
    }

    @Test
    void aServerThatGoesEndsItsStreams() {
        HttpStream stream = sent("GET", "/never");
        head(stream.reader());
        server.close();

        StepVerifier.create(stream.reader().chunk())
                .expectErrorSatisfies(failure ->
                        assertThat(failure).isInstanceOfAny(ConnectionEndedException.class, ReadTimeoutException.class))
                .verify(PATIENCE);
        connection.closed().block(PATIENCE);
        assertThat(connection.open()).isFalse();
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> connection
                        .newStream()
                        .sendHeaders(request("GET", "/text"), true)
                        .block(PATIENCE))
                .withCauseInstanceOf(ConnectionEndedException.class);
    }

    @Test
    void aConnectionThatDrainsEndsBehindItsLastStream() {
        HttpStream stream = sent("GET", "/text");
        connection.shutdown(Direction.BOTH).block(PATIENCE);

        assertThat(text(stream.reader())).isEqualTo("three");
        assertThat(connection.channel().isActive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\0b", " a", "\u0100"})
    void whatNoFieldMayHoldIsNotSent(String value) {
        HeaderList broken = HeaderList.builder()
                .addAll(request("GET", "/text"))
                .add("x", value)
                .build();

        StepVerifier.create(connection.newStream().sendHeaders(broken, true))
                .expectError(IllegalArgumentException.class)
                .verify(PATIENCE);
    }

    // TLS.

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        refused(ClientTls.builder().trust(TLS.certificate()), "other.example");
        connect(connector, ClientTls.builder().trust(TLS.certificate()).serverName("localhost"), "other.example")
                .close()
                .block(PATIENCE);
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() {
        refused(ClientTls.builder(), "localhost");
        connect(connector, ClientTls.builder().trustAnybody(), "other.example")
                .close()
                .block(PATIENCE);
    }

    @Test
    void aKeyThatIsNotPinnedIsRefused() {
        KeyPins other = KeyPins.of(
                Map.of("localhost", List.of(KeyPins.of(LoopbackTls.of("x").certificate()))));
        refused(ClientTls.builder().trust(TLS.certificate()).pins(other), "localhost");

        KeyPins own = KeyPins.of(Map.of("localhost", List.of(KeyPins.of(TLS.certificate()))));
        connect(connector, ClientTls.builder().trust(TLS.certificate()).pins(own), "localhost")
                .close()
                .block(PATIENCE);
    }

    private void refused(ClientTls.Builder tls, String host) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> connect(connector, tls, host))
                .withCauseInstanceOf(HttpConnectException.class);
    }

    @Test
    void whatCannotHoldWithinQuicIsRefused() {
        assertThat(List.of(
                        ClientTls.builder().withoutServerName(),
                        ClientTls.builder().protocols(List.of("TLSv1.2")),
                        ClientTls.builder().suites(List.of("TLS_AES_256_GCM_SHA384"))))
                .allSatisfy(tls -> assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(tls::buildForQuic)
                        .withMessageContaining("QUIC"));
    }

    @Test
    void whereNobodyListensTheLimitOfTimeHolds() {
        StepVerifier.create(connector.connectByQuic(
                        ClientTls.builder().trust(TLS.certificate()).buildForQuic(),
                        "127.0.0.1",
                        PeerProgram.freePort(),
                        "localhost",
                        443,
                        null,
                        ConnectLimits.each(Duration.ofMillis(300))))
                .expectError(HttpConnectException.class)
                .verify(PATIENCE);
    }
}
