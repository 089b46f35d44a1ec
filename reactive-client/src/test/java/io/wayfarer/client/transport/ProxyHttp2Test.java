/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.error.ProxyException.Reason;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Proxy.Kind;
import io.wayfarer.client.hop.ProxyOptions;
import io.wayfarer.client.hop.Route;
import io.wayfarer.fixture.Http2Proxy;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.fixture.RecordedRequest;
import io.wayfarer.protocol.header.HeaderList;

/** Proxies that are spoken to in HTTP/2. */
class ProxyHttp2Test extends TransportCase {

    private static final LoopbackTls PROXYS = LoopbackTls.of("localhost");
    private static final ProxyOptions HTTP2 = ProxyOptions.NONE.speakingHttp2();

    private final PooledTransport trusting = new PooledTransport(TransportSettings.builder()
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .proxyTls(TlsSettings.defaults().trusting(PROXYS.trustManagerFactory()))
            .build());

    @AfterEach
    void closeTrusting() {
        trusting.dispose();
    }

    private static LoopbackServer server() {
        return LoopbackServer.startWith(
                LoopbackTls.localhost(), plan -> plan.handle((in, out) -> out.sendString(Mono.just("hello"))));
    }

    private static Route route(Kind kind, int port, ProxyOptions options) {
        return new Route(new Proxy(kind, "localhost", port, "ada", "secret").with(options), "test");
    }

    private Mono<String> answer(LoopbackServer server, Route route) {
        return Hops.answer(trusting, get("https://localhost:" + server.port() + "/", route));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP", "HTTPS"})
    void tunnelsToManyServersShareAConnection(Kind kind) {
        try (Http2Proxy proxy = kind == Kind.HTTP ? Http2Proxy.start() : Http2Proxy.start(PROXYS);
                LoopbackServer one = server();
                LoopbackServer other = server()) {
            Route route = route(kind, proxy.port(), HTTP2.withField("X-Team", "crm"));
            List<String> answers = Objects.requireNonNull(Flux.range(0, 40)
                    .flatMap(i -> answer(i % 2 == 0 ? one : other, route), 10)
                    .collectList()
                    .block(PATIENCE));
            assertThat(answers).hasSize(40).containsOnly("200 hello");
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.requests()).hasSizeBetween(2, 39).allSatisfy(request -> {
                assertThat(request.first(HeaderList.METHOD)).isEqualTo("CONNECT");
                assertThat(request.first("proxy-authorization")).startsWith("Basic ");
                assertThat(request.first("x-team")).isEqualTo("crm");
            });
        }
    }

    @Test
    void httpGoesThroughATunnelTooWhenThatIsAskedFor() {
        try (Http2Proxy proxy = Http2Proxy.start();
                LoopbackServer server = LoopbackServer.startWith(
                        plan -> plan.handle((in, out) -> out.sendString(Mono.just("plain"))))) {
            Route route = route(Kind.HTTP, proxy.port(), HTTP2.tunnellingAlways());
            String url = "http://localhost:" + server.port() + "/";
            assertThat(Hops.got(Hops.answer(trusting, get(url, route)))).isEqualTo("200 plain");
            assertThat(Hops.got(Hops.answer(trusting, get(url, route)))).isEqualTo("200 plain");
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void aProxyThatSpeaksNoHttp2IsSpokenToAsItLikes() {
        try (LoopbackProxy proxy = LoopbackProxy.builder()
                        .tls(PROXYS)
                        .credentials("ada", "secret")
                        .start();
                LoopbackServer server = server()) {
            Route route = route(Kind.HTTPS, proxy.port(), HTTP2);
            assertThat(Hops.got(answer(server, route))).isEqualTo("200 hello");
            assertThat(proxy.requests())
                    .extracting(RecordedRequest::requestLine)
                    .containsExactly("CONNECT localhost:" + server.port() + " HTTP/1.1");
        }
    }

    @Test
    void aRefusalEndsNothingButItsOwnTunnel() {
        try (Http2Proxy proxy = Http2Proxy.start();
                LoopbackServer server = server()) {
            Route route = route(Kind.HTTP, proxy.port(), HTTP2);
            String nobody = "https://localhost:" + PeerProgram.freePort() + "/";
            ProxyException e = failure(ProxyException.class, trusting, get(nobody, route));
            assertThat(e.reason()).isEqualTo(Reason.REFUSED);
            assertThat(Objects.requireNonNull(e.refusal()).status()).isEqualTo(502);
            assertThat(Hops.got(answer(server, route))).isEqualTo("200 hello");
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatKeepsFromTheProxyIsCalledItsFault(boolean listens) {
        try (Http2Proxy proxy = Http2Proxy.start(LoopbackTls.of("other.example"))) {
            int port = listens ? proxy.port() : PeerProgram.freePort();
            ProxyException e = failure(
                    ProxyException.class, trusting, get("https://server.example/", route(Kind.HTTPS, port, HTTP2)));
            assertThat(e.reason()).isEqualTo(listens ? Reason.TLS : Reason.UNREACHABLE);
        }
    }

    /** Of a thousand requests that are cancelled at whatever moment, none keeps its place on the connection. */
    @Test
    void whatIsCancelledGivesItsPlaceBack() {
        try (Http2Proxy proxy = Http2Proxy.start();
                LoopbackServer server = server()) {
            Route route = route(Kind.HTTP, proxy.port(), HTTP2);
            Flux.range(0, 1000)
                    .flatMap(
                            i -> answer(server, route)
                                    .timeout(Duration.ofNanos(i * 20_000L))
                                    .onErrorComplete(TimeoutException.class),
                            50)
                    .blockLast(PATIENCE);
            assertThat(Hops.got(answer(server, route))).isEqualTo("200 hello");
            assertThat(proxy.connections()).isLessThan(5);
        }
    }
}
