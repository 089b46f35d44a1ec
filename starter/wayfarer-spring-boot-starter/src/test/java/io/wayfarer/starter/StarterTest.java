/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseCookie;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.spring.WayfarerClientHttpConnector;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.server.route.Routes;
import io.wayfarer.websocket.ReactiveWebSocketClient;

/** Adding the starter is all there is to do. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.reactor.netty.shutdown-quiet-period=0s")
class StarterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @SpringBootApplication
    static class Application {

        @Bean
        Routes routes() {
            ResponseCookie session = ResponseCookie.from("session", "1").build();
            return Routes.of(routes -> routes.get(
                            "/login",
                            request -> ServerResponse.seeOther(URI.create("/welcome"))
                                    .cookie(session)
                                    .build())
                    .get(
                            "/welcome",
                            request -> ServerResponse.ok()
                                    .bodyValue("welcome, " + request.cookies().toSingleValueMap()))
                    .webSocket(
                            "/echo",
                            socket -> socket.send(
                                    socket.receive().map(message -> socket.textMessage(message.getPayloadAsText())))));
        }
    }

    @LocalServerPort
    private int port;

    @Test
    void everyPartIsABean(@Autowired ApplicationContext context) {
        assertThat(context.getBeanProvider(ReactiveHttpClient.class).getIfUnique())
                .isNotNull();
        assertThat(context.getBeanProvider(CookieStore.class).getIfUnique()).isNotNull();
        assertThat(context.getBeanProvider(HstsStore.class).getIfUnique()).isNotNull();
        assertThat(context.getBeanProvider(RouteSelector.class).getIfUnique()).isNotNull();
        assertThat(context.getBeanProvider(RedirectPolicy.class).getIfUnique()).isNotNull();
        assertThat(context.getBeanProvider(WebSocketClient.class).getIfUnique())
                .isInstanceOf(ReactiveWebSocketClient.class);
        assertThat(context.getBeanProvider(Transport.class).getIfUnique()).isNotNull();
        assertThat(context.getBean(ClientHttpConnector.class)).isInstanceOf(WayfarerClientHttpConnector.class);
    }

    @Test
    void theInjectedClientLogsInThroughARedirectThatSetsACookie(@Autowired ReactiveHttpClient http) {
        assertThat(http.get("http://127.0.0.1:" + port + "/login")
                        .bodyAsString()
                        .block(PATIENCE))
                .isEqualTo("welcome, {session=session=1}");
    }

    @Test
    void soDoesAnInjectedWebClient(@Autowired WebClient.Builder http) {
        assertThat(http.build()
                        .get()
                        .uri("http://localhost:" + port + "/login")
                        .retrieve()
                        .bodyToMono(String.class)
                        .block(PATIENCE))
                .isEqualTo("welcome, {session=session=1}");
    }

    @Test
    void theInjectedWebSocketClientTalksToARoute(@Autowired WebSocketClient webSockets) {
        Sinks.One<String> echo = Sinks.one();
        webSockets
                .execute(
                        URI.create("ws://localhost:" + port + "/echo"),
                        socket -> socket.send(Mono.just(socket.textMessage("anybody there?")))
                                .then(socket.receive()
                                        .next()
                                        .doOnNext(message -> echo.tryEmitValue(message.getPayloadAsText()))
                                        .then()))
                .block(PATIENCE);
        assertThat(echo.asMono().block(PATIENCE)).isEqualTo("anybody there?");
    }
}
