/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.client.ReactiveHttpClientCustomizer;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.fixture.LoopbackServer;

@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "wayfarer.client.proxy.from-environment=false",
            "wayfarer.client.proxy.from-system-properties=false"
        })
@ExtendWith(OutputCaptureExtension.class)
class CommonTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopbackServer shop = LoopbackServer.start(
            routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("Welcome")))
                    .get("/old", (request, response) -> response.sendRedirect("/?key=4711")));

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void eachHopOfEachClientPassesThePolicy(
            @Autowired ReactiveHttpClient http, @Autowired WebClient.Builder springs, CapturedOutput output) {
        http.get(shop.uri("/old").toString()).bodyAsString().block(PATIENCE);
        springs.build().get().uri(shop.uri("/")).retrieve().toBodilessEntity().block(PATIENCE);

        assertThat(shop.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.headers("X-Sent-By")).containsExactly("catalogue"));
        assertThat(shop.requests().get(0).headers("Accept-Language")).containsExactly("en");
        assertThat(output)
                .contains("GET " + shop.uri("/old") + " answered 302")
                .contains("answered 200")
                .doesNotContain("4711");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        private static final Logger LOG = LoggerFactory.getLogger(CommonTest.class);

        // tag::policy[]
        @Bean
        HopPolicy sender() {
            return new HopPolicy() {

                @Override
                public Mono<Void> prepare(Hop hop) {
                    hop.headers().set("X-Sent-By", "catalogue"); // <1>
                    return Mono.empty(); // <2>
                }

                @Override
                public void learn(Hop hop, HopAnswer answer) {
                    LOG.info("{} {} answered {}", hop.method(), hop.url(), answer.status()); // <3>
                }
            };
        }
        // end::policy[]

        // tag::customizer[]
        @Bean
        ReactiveHttpClientCustomizer language() {
            return client -> client.defaultHeaders(headers -> headers.set("Accept-Language", "en"));
        }
        // end::customizer[]
    }
}
