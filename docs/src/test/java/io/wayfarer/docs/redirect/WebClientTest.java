/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.wayfarer.fixture.LoopbackServer;

/** The same code with Spring Boot's own engine and with ours. */
class WebClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopbackServer stranger = LoopbackServer.start(
            routes -> routes.get("/data", (request, response) -> response.sendString(Mono.just("data"))));

    private final LoopbackServer api = LoopbackServer.start(routes -> routes.get(
            "/export",
            (request, response) -> response.sendRedirect(stranger.uri("/data").toString())));

    @AfterEach
    void stop() {
        api.close();
        stranger.close();
    }

    @Test
    void withoutTheStarterTheKeyGoesToTheStranger() {
        assertThat(export(Map.of("wayfarer.client.enabled", "false"))).isEqualTo("data");

        assertThat(keysSeenBy(api)).containsExactly("k-4711");
        assertThat(keysSeenBy(stranger)).containsExactly("k-4711");
    }

    @Test
    void withTheStarterTheKeyStays() {
        assertThat(export(Map.of())).isEqualTo("data");

        assertThat(keysSeenBy(api)).containsExactly("k-4711");
        assertThat(stranger.requests()).hasSize(1);
        assertThat(keysSeenBy(stranger)).isEmpty();
    }

    private String export(Map<String, Object> properties) {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run()) {
            WebClient.Builder builder = application.getBean(WebClient.Builder.class);
            return String.valueOf(
                    export(builder, api.uri("localhost", "/export").toString()).block(PATIENCE));
        }
    }

    private static Mono<String> export(WebClient.Builder builder, String url) {
        // tag::webclient[]
        WebClient webClient = builder.build(); // Spring Boot's builder, injected
        Mono<String> data = webClient
                .get()
                .uri(url) // answers 302, to another host
                .header("X-API-Key", "k-4711")
                .retrieve()
                .bodyToMono(String.class);
        // end::webclient[]
        return data;
    }

    private static List<String> keysSeenBy(LoopbackServer server) {
        return server.requests().stream()
                .flatMap(request -> request.headers("X-API-Key").stream())
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
