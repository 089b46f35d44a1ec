/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.fixture.LoopbackServer;

@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = "spring.config.location=classpath:/spring/clients.yml")
class SpringClientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopbackServer shop = LoopbackServer.start(
            routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("Welcome")))
                    .get("/old", (request, response) -> response.sendRedirect("/")));

    private final String old = shop.uri("/old").toString();

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void theSettingsOfSpringsClientsAreTheirsAlone(
            @Autowired WebClient.Builder springs, @Autowired ReactiveHttpClient http) {
        assertThat(springs.build()
                        .get()
                        .uri(old)
                        .retrieve()
                        .toBodilessEntity()
                        .map(ResponseEntity::getStatusCode)
                        .block(PATIENCE))
                .isEqualTo(HttpStatus.FOUND);
        assertThat(http.get(old).bodyAsString().block(PATIENCE)).isEqualTo("Welcome");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
