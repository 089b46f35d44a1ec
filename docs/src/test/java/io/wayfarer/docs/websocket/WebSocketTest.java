/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.websocket;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.socket.WebSocketMessage;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.server.route.Routes;
import io.wayfarer.websocket.ReactiveWebSocketClient;
import io.wayfarer.websocket.WebSocketSettings;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class WebSocketTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void whatIsSaidIsHeard(@LocalServerPort int port) {
        ReactiveHttpClient http = ReactiveHttpClient.create();
        URI room = URI.create("ws://127.0.0.1:" + port + "/echo");
        List<String> heard = new CopyOnWriteArrayList<>();

        // tag::client[]
        ReactiveWebSocketClient webSockets = new ReactiveWebSocketClient(http, WebSocketSettings.defaults());

        Mono<Void> talk = webSockets.execute(
                room,
                session -> session.send(Mono.just(session.textMessage("hello")))
                        .thenMany(session.receive().take(1))
                        .map(WebSocketMessage::getPayloadAsText)
                        .doOnNext(heard::add)
                        .then());
        // end::client[]

        assertThat(heard).isEmpty();
        talk.block(PATIENCE);
        assertThat(heard).containsExactly("hello");
    }

    @Test
    void aPageAndASocketShareAPath(@LocalServerPort int port) {
        String page = ReactiveHttpClient.create()
                .get("http://127.0.0.1:" + port + "/echo")
                .bodyAsString()
                .block(PATIENCE);

        assertThat(page).isEqualTo("Speak WebSocket to me");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        // tag::server[]
        @Bean
        Routes routes() {
            return Routes.of(r -> r.webSocket(
                            "/echo", session -> session.send(session.receive().doOnNext(WebSocketMessage::retain)))
                    .get("/echo", text("Speak WebSocket to me")));
        }
        // end::server[]
    }
}
