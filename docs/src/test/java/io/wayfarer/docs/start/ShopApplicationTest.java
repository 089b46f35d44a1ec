/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.wayfarer.client.ReactiveHttpClient;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.location=classpath:/getting-started/application.yml")
class ShopApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Catalogue catalogue;
    private final String base;

    ShopApplicationTest(@LocalServerPort int port, @Autowired Catalogue catalogue) {
        this.catalogue = catalogue;
        this.base = "http://127.0.0.1:" + port;
    }

    @Test
    void theClientIsThereOnceTheStarterIs(@TempDir Path folder) throws Exception {
        assertThat(catalogue.page(base + "/hello").block(PATIENCE)).isEqualTo("Hello world!");
        assertThat(catalogue.page(base + "/items/7").block(PATIENCE)).isEqualTo("item 7");
        assertThat(catalogue.page(base + "/data/a/b").block(PATIENCE)).isEqualTo("Hello from a/b");

        Path file = folder.resolve("hello.txt");
        catalogue.saved(base + "/hello", file).block(PATIENCE);
        assertThat(Files.readString(file)).isEqualTo("Hello world!");

        assertThat(catalogue.how(base + "/hello").block(PATIENCE))
                .satisfies(trace -> assertThat(trace.hops()).hasSize(1));
    }

    @Test
    void theConfigurationIsObeyed(
            @Autowired ReactiveHttpClient http, @Autowired @Qualifier("crm") ReactiveHttpClient crm) {
        assertThat(http.limits().exchangeTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(crm).isNotSameAs(http);
        assertThat(crm.limits().exchangeTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(crm.get("customers/7").request().url()).hasToString("https://crm.example/api/customers/7");
    }

    @Test
    void aWebSocketEchoes() {
        Sinks.One<String> echo = Sinks.one();
        new ReactorNettyWebSocketClient()
                .execute(
                        URI.create(base.replace("http:", "ws:") + "/echo"),
                        session -> session.send(Mono.just(session.textMessage("Ada")))
                                .then(session.receive()
                                        .map(WebSocketMessage::getPayloadAsText)
                                        .next())
                                .doOnNext(echo::tryEmitValue)
                                .then())
                .block(PATIENCE);
        assertThat(echo.asMono().block(PATIENCE)).isEqualTo("Ada");
    }
}
