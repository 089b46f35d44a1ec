/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.test.StepVerifier;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpStatusException;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RecordedRequest;

class ReactiveWebSocketClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .build());
    private final List<HttpUrl> hops = new CopyOnWriteArrayList<>();
    private final HopPolicy spy = hop -> {
        hops.add(hop.url());
        return Mono.empty();
    };
    private final ReactiveHttpClient http = ReactiveHttpClient.builder()
            .transport(transport)
            .policy(new CookiePolicy(new InMemoryCookieStore()))
            .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
            .policy(spy)
            .build();
    private final ReactiveWebSocketClient webSockets = new ReactiveWebSocketClient(http, WebSocketSettings.defaults());
    private final LoopbackServer server = LoopbackServer.start(ReactiveWebSocketClientTest::routes);

    private static void routes(HttpServerRoutes routes) {
        routes.ws(
                        "/chat",
                        (in, out) -> out.send(in.receive().retain()),
                        WebsocketServerSpec.builder().protocols("chat,other").build())
                .ws("/echo", (in, out) -> out.send(in.receive().retain()))
                .get(
                        "/moved",
                        (in, out) -> out.status(302)
                                .header("Location", "/echo")
                                .header("Set-Cookie", "seat=7")
                                .send())
                .get("/forbidden", (in, out) -> out.status(403).send());
    }

    @AfterEach
    void close() {
        server.close();
        transport.dispose();
    }

    private URI ws(String path) {
        return URI.create("ws://localhost:" + server.port() + path);
    }

    private static Mono<Void> echoOnce(WebSocketSession session, String text, List<String> received) {
        return session.send(Mono.just(session.textMessage(text)))
                .then(session.receive()
                        .take(1)
                        .map(WebSocketMessage::getPayloadAsText)
                        .doOnNext(received::add)
                        .then());
    }

    @Test
    void whatIsSentComesBack() {
        List<String> received = new ArrayList<>();
        webSockets
                .execute(ws("/echo"), session -> echoOnce(session, "grüße", received))
                .block(PATIENCE);
        assertThat(received).containsExactly("grüße");
    }

    @Test
    void theServersChoiceOfSubProtocolIsTold() {
        List<String> chosen = new ArrayList<>();
        WebSocketHandler handler = new WebSocketHandler() {
            @Override
            public List<String> getSubProtocols() {
                return List.of("unknown", "other");
            }

            @Override
            public Mono<Void> handle(WebSocketSession session) {
                chosen.add(Objects.requireNonNull(session.getHandshakeInfo().getSubProtocol()));
                return Mono.empty();
            }
        };
        webSockets.execute(ws("/chat"), handler).block(PATIENCE);
        assertThat(chosen).containsExactly("other");
    }

    @Test
    void aRedirectedHandshakeIsFollowedAndItsCookieIsSentOn() {
        List<String> received = new ArrayList<>();
        HttpHeaders headers = new HttpHeaders();
        headers.set("X-API-Key", "key");
        webSockets
                .execute(ws("/moved"), headers, session -> echoOnce(session, "hi", received))
                .block(PATIENCE);

        assertThat(received).containsExactly("hi");
        assertThat(server.requests()).extracting(RecordedRequest::target).containsExactly("/moved", "/echo");
        assertThat(server.requests().get(1).headers("Cookie")).containsExactly("seat=7");
        assertThat(server.requests().get(1).headers("X-API-Key")).containsExactly("key");
        assertThat(hops).extracting(HttpUrl::scheme).containsExactly("ws", "ws");
    }

    @Test
    void anHstsHostIsReachedByWss() {
        try (LoopbackServer tls = LoopbackServer.start(
                LoopbackTls.localhost(),
                routes -> routes.get(
                                "/",
                                (in, out) -> out.header("Strict-Transport-Security", "max-age=600")
                                        .send())
                        .ws("/echo", (in, out) -> out.send(in.receive().retain())))) {
            http.get("https://localhost:" + tls.port() + "/").bodyAsString().block(PATIENCE);
            List<String> received = new ArrayList<>();

            webSockets
                    .execute(
                            URI.create("ws://localhost:" + tls.port() + "/echo"),
                            session -> echoOnce(session, "safe", received))
                    .block(PATIENCE);

            assertThat(received).containsExactly("safe");
            assertThat(hops.get(1).scheme()).isEqualTo("wss");
        }
    }

    @Test
    void aProxyIsAskedForATunnel() {
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            ReactiveWebSocketClient proxied = new ReactiveWebSocketClient(
                    http.toBuilder()
                            .policy(new ProxyPolicy(EnvironmentProxies.of(
                                    Map.of("all_proxy", proxy.uri().toString()))))
                            .build(),
                    WebSocketSettings.defaults());
            List<String> received = new ArrayList<>();

            proxied.execute(ws("/echo"), session -> echoOnce(session, "through", received))
                    .block(PATIENCE);

            assertThat(received).containsExactly("through");
            assertThat(proxy.requests())
                    .extracting(RecordedRequest::requestLine)
                    .containsExactly("CONNECT localhost:" + server.port() + " HTTP/1.1");
        }
    }

    @Test
    void aRefusedHandshakeTellsTheStatus() {
        StepVerifier.create(webSockets.execute(ws("/forbidden"), session -> Mono.empty()))
                .expectErrorSatisfies(e -> {
                    assertThat(((HttpStatusException) e).status().value()).isEqualTo(403);
                    assertThat(e).hasMessageContaining("Hop 1 (GET ws://localhost:");
                })
                .verify(PATIENCE);
    }

    @Test
    void failuresOfTheNetworkAreTyped() {
        StepVerifier.create(webSockets.execute(URI.create("ws://nobody.invalid/"), session -> Mono.empty()))
                .expectError(ConnectionException.class)
                .verify(PATIENCE);
    }

    @Test
    void aHandlersFailureEndsTheConnectionAndIsHandedOn() {
        StepVerifier.create(webSockets.execute(ws("/echo"), session -> Mono.error(new IllegalStateException("own"))))
                .expectErrorMessage("own")
                .verify(PATIENCE);
    }

    @Test
    void theEndOfTheHandlerClosesTheConnectionNormally() {
        Sinks.One<Integer> code = Sinks.one();
        try (LoopbackServer watching = LoopbackServer.start(routes -> routes.ws(
                "/",
                (in, out) -> in.receive()
                        .then()
                        .and(in.receiveCloseStatus().doOnNext(status -> code.tryEmitValue(status.code())))))) {
            webSockets
                    .execute(URI.create("ws://localhost:" + watching.port() + "/"), session -> Mono.empty())
                    .block(PATIENCE);
            assertThat(code.asMono().block(PATIENCE)).isEqualTo(CloseStatus.NORMAL.getCode());
        }
    }

    @Test
    void aFrameBeyondTheLimitEndsTheSession() {
        ReactiveWebSocketClient small =
                new ReactiveWebSocketClient(http, new WebSocketSettings(1000, false, Duration.ofSeconds(1)));
        StepVerifier.create(small.execute(
                        ws("/echo"),
                        session -> session.send(Flux.just(session.textMessage("x".repeat(1001))))
                                .thenMany(session.receive())
                                .then()))
                .expectErrorSatisfies(e -> assertThat(e).hasMessageContaining("1000"))
                .verify(PATIENCE);
    }
}
