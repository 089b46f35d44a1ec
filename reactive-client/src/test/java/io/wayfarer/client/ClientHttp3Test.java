/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRoutes;

import io.wayfarer.client.altsvc.AltSvcPolicy;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.Http3Server;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** HTTP/3 in the whole client: a server over TCP names it, and the requests behind that go over QUIC. */
class ClientHttp3Test {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MIB = 1 << 20;
    private static final LoopbackTls TLS = LoopbackTls.localhost();

    private final AltSvcStore store = new AltSvcStore();
    private final Http3Server quic = Http3Server.start(TLS, ClientHttp3Test::routes);
    private final LoopbackServer tcp = LoopbackServer.start(
            TLS,
            routes -> routes.get(
                    "/**",
                    (in, out) -> out.header("Alt-Svc", "h3=\":" + quic.port() + "\"; ma=60")
                            .sendString(Mono.just("tcp"))));
    private PooledTransport transport = transport(settings -> settings);
    private ReactiveHttpClient http = client();

    @AfterEach
    void close() {
        transport.dispose();
        tcp.close();
        quic.close();
    }

    private static void routes(HttpServerRoutes routes) {
        routes.get(
                        "/text",
                        (in, out) -> out.sendString(
                                Mono.just("quic " + in.requestHeaders().get("Alt-Used"))))
                .head("/text", (in, out) -> out.header("Content-Length", "5").send())
                .get(
                        "/304",
                        (in, out) -> out.status(HttpResponseStatus.NOT_MODIFIED).send())
                .get("/mib", (in, out) -> out.send(Mono.just(Unpooled.wrappedBuffer(new byte[MIB]))))
                .get("/421", (in, out) -> out.status(421).send())
                .get(
                        "/endless",
                        (in, out) -> out.send(Flux.generate(sink -> sink.next(Unpooled.wrappedBuffer(new byte[8192])))))
                .post(
                        "/count",
                        (in, out) -> out.sendString(in.receive()
                                .map(ByteBuf::readableBytes)
                                .reduce(0L, Long::sum)
                                .map(String::valueOf)));
    }

    private static PooledTransport transport(UnaryOperator<TransportSettings.Builder> change) {
        return new PooledTransport(change.apply(
                        TransportSettings.builder().tls(TlsSettings.defaults().trusting(TLS.trustManagerFactory())))
                .build());
    }

    private ReactiveHttpClient client() {
        return ReactiveHttpClient.builder()
                .transport(transport)
                .policy(new AltSvcPolicy(store))
                .build();
    }

    private void with(UnaryOperator<TransportSettings.Builder> change) {
        transport.dispose();
        transport = transport(change);
        http = client();
    }

    private String at(String path) {
        return tcp.uri("localhost", path).toString();
    }

    private String got(String path) {
        return Objects.requireNonNull(http.get(at(path)).bodyAsString().block(PATIENCE));
    }

    /** Asks again until the connection is there. */
    private void untilQuic() {
        assertThat(Mono.defer(() -> http.get(at("/text")).bodyAsString())
                        .filter(answer -> answer.startsWith("quic"))
                        .repeatWhenEmpty(1000, none -> none.delayElements(Duration.ofMillis(10)))
                        .block(PATIENCE))
                .isEqualTo("quic localhost:" + quic.port());
    }

    /** Asks again until the alternative rests, with the server answering each time. */
    private void untilItRests() {
        Flux.defer(() -> http.get(at("/text")).bodyAsString())
                .doOnNext(answer -> assertThat(answer).isEqualTo("tcp"))
                .repeatWhen(answers -> answers.delayElements(Duration.ofMillis(10)))
                .takeUntil(answer -> !store.isEmpty()
                        && store.alternatives(HttpUrl.parse(at("/")).origin()).isEmpty())
                .blockLast(PATIENCE);
        assertThat(got("/text")).isEqualTo("tcp");
    }

    @Test
    void aServerThatNamesHttp3IsAskedInHttp3FromThenOn() {
        assertThat(got("/text")).isEqualTo("tcp");
        untilQuic();

        Trace trace = Objects.requireNonNull(http.get(at("/text")).trace().block(PATIENCE));
        assertThat(trace.hops()).singleElement().satisfies(hop -> {
            assertThat(hop.protocol()).isEqualTo("HTTP/3");
            assertThat(hop.route()).hasToString("direct (the server's alternative h3=localhost:" + quic.port() + ")");
        });
    }

    @Test
    void bodiesOfAMebibyteGoAndComeWhole() {
        untilQuic();
        assertThat(http.get(at("/mib")).bodyAsBytes().block(PATIENCE)).hasSize(MIB);
        assertThat(http.post(at("/count"))
                        .body(new byte[MIB], null)
                        .bodyAsString()
                        .block(PATIENCE))
                .isEqualTo("" + MIB);
    }

    @Test
    void answersWithoutContentAreWhole() {
        untilQuic();
        assertThat(http.head(at("/text"))
                        .exchange(answer -> answer.discard()
                                .thenReturn(answer.status().value() + " "
                                        + answer.headers().getFirst(HttpHeaders.CONTENT_LENGTH) + " "
                                        + answer.protocol()))
                        .block(PATIENCE))
                .isEqualTo("200 5 HTTP/3");
        assertThat(http.get(at("/304"))
                        .exchange(answer ->
                                answer.discard().thenReturn(answer.status().value()))
                        .block(PATIENCE))
                .isEqualTo(304);
    }

    @Test
    void manyRequestsShareTheConnection() {
        untilQuic();
        // So few at a time that the server, which allows 100 streams, gives leave for more before there are none.
        List<String> answers = Flux.range(0, 500)
                .flatMap(i -> http.get(at("/text")).bodyAsString(), 20)
                .collectList()
                .block(PATIENCE);
        assertThat(answers).hasSize(500).allMatch(answer -> answer.startsWith("quic"));
    }

    @Test
    void anAnswerThatIsGivenUpLeavesTheConnectionToOthers() {
        untilQuic();
        for (int i = 0; i < 20; i++) {
            assertThat(http.get(at("/endless"))
                            .bodyAsFlux()
                            .doOnNext(DataBufferUtils::release)
                            .take(3)
                            .count()
                            .block(PATIENCE))
                    .isEqualTo(3);
        }
        assertThat(got("/text")).startsWith("quic");
    }

    @Test
    void aMisdirectedRequestGoesToTheServerItself() {
        untilQuic();
        Trace trace = Objects.requireNonNull(http.get(at("/421")).trace().block(PATIENCE));
        assertThat(trace.hops()).extracting(Trace.TracedHop::protocol).containsExactly("HTTP/3", "HTTP/1.1");
    }

    @Test
    void whereQuicCannotBeReachedTheServerAnswersAsEver() {
        quic.close();
        with(settings -> settings.connectTimeout(Duration.ofSeconds(5)));
        untilItRests();
    }

    @Test
    void anAlternativeInHttp3HasToProveTheServersOwnName() {
        try (Http3Server stranger = Http3Server.start(LoopbackTls.of("other.example"), ClientHttp3Test::routes);
                LoopbackServer other = LoopbackServer.start(
                        TLS, routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("tcp"))))) {
            String url = other.uri("localhost", "/").toString();
            store.learn(HttpUrl.parse(url).origin(), List.of("h3=\":" + stranger.port() + "\""), Duration.ZERO);

            Flux.defer(() -> http.get(url).bodyAsString())
                    .doOnNext(answer -> assertThat(answer).isEqualTo("tcp"))
                    .repeatWhen(answers -> answers.delayElements(Duration.ofMillis(10)))
                    .takeUntil(answer ->
                            store.alternatives(HttpUrl.parse(url).origin()).isEmpty())
                    .blockLast(PATIENCE);
        }
    }

    @Test
    void settingsThatQuicCannotKeepKeepRequestsOnTcp() {
        with(settings -> settings.tls(
                TlsSettings.defaults().trusting(TLS.trustManagerFactory()).withoutServerName()));
        untilItRests();
    }

    @Test
    void alternativesOfAVersionThatIsNotSpokenAreLeftAlone() {
        with(settings -> settings.versions(ProtocolVersion.HTTP_1_1, ProtocolVersion.HTTP_2));
        assertThat(Arrays.asList(got("/text"), got("/text"), got("/text"))).containsOnly("tcp");
        assertThat(store.alternatives(HttpUrl.parse(at("/")).origin())).hasSize(1);
    }
}
