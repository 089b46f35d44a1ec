/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.actuate;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.server.route.Routes;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.location=classpath:/actuate/application.yml")
class ActuatorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    private final ReactiveHttpClient http;
    private final String actuator;

    ActuatorTest(@LocalServerPort int port, @Autowired ReactiveHttpClient http) {
        this.http = http;
        this.actuator = "http://127.0.0.1:" + port + "/actuator/";
    }

    @Test
    void theEndpointAnswersAsTheGuideShows() throws IOException {
        JsonNode answer = ask("wayfarer");

        try (InputStream shown =
                Objects.requireNonNull(ActuatorTest.class.getResourceAsStream("/actuate/answer.json"))) {
            assertThat(answer).isEqualTo(JSON.readTree(shown));
        }
    }

    @Test
    void theMetersOfTheGuideAreThere() {
        ask("wayfarer");

        assertThat(ask("metrics").path("names").valueStream().map(JsonNode::asString))
                .contains("wayfarer.client.cookies", "wayfarer.client.hsts", "wayfarer.client.hops")
                .contains("wayfarer.server.routes");
    }

    @Test
    void springsClientsAreObservedAsEver(@Autowired WebClient.Builder springs) {
        try (LoopbackServer shop = LoopbackServer.start(
                routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("Welcome"))))) {
            String url = shop.uri("/").toString();
            springs.build().get().uri(url).retrieve().toBodilessEntity().block(PATIENCE);
            http.get(url).bodyAsString().block(PATIENCE);

            assertThat(shop.requests())
                    .extracting(request -> request.header("traceparent").isPresent())
                    .containsExactly(true, false);
            assertThat(ask("metrics/http.client.requests?tag=client.name:127.0.0.1")
                            .path("measurements")
                            .path(0)
                            .path("value")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    private JsonNode ask(String endpoint) {
        Mono<String> answer = http.get(actuator + endpoint).bodyAsString();
        return JSON.readTree(Objects.requireNonNull(answer.block(PATIENCE)));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        /** In the place of a tracer. */
        @Bean
        ObservationHandler<ClientRequestObservationContext> propagation() {
            return new ObservationHandler<>() {
                @Override
                public void onStart(ClientRequestObservationContext context) {
                    ClientRequest.Builder carrier = Objects.requireNonNull(context.getCarrier());
                    context.getSetter().set(carrier, "traceparent", "00-1");
                }

                @Override
                public boolean supportsContext(Observation.Context context) {
                    return context instanceof ClientRequestObservationContext;
                }
            };
        }

        @Bean
        Routes routes() {
            return Routes.of(r -> r.get("/hello", text("Hello world!"))
                    .webSocket("/echo", session -> session.send(session.receive())));
        }
    }
}
