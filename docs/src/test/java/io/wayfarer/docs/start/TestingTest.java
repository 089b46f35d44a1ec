/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.fixture.LoopbackServer;

@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        classes = TestingTest.Application.class,
        properties = "spring.config.location=classpath:/testing/application.yml")
class TestingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final LoopbackServer SERVER = LoopbackServer.start(
            routes -> routes.get("/customers/7", (request, response) -> response.sendString(Mono.just("Ada"))));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    // tag::places[]
    @DynamicPropertySource
    static void places(DynamicPropertyRegistry properties) {
        properties.add("wayfarer.clients.crm.base-url", () -> "http://127.0.0.1:" + SERVER.port() + "/"); // <1>
        properties.add(
                "wayfarer.client.addresses.connect-to.[shop.example:80]", () -> "127.0.0.1:" + SERVER.port()); // <2>
    }
    // end::places[]

    @Test
    void clientsComeToTheServerOfTheTest(
            @Autowired ReactiveHttpClient http, @Autowired @Qualifier("crm") ReactiveHttpClient crm) {
        assertThat(crm.get("customers/7").bodyAsString().block(PATIENCE)).isEqualTo("Ada");
        assertThat(http.get("http://shop.example/customers/7").bodyAsString().block(PATIENCE))
                .isEqualTo("Ada");
    }

    @Test
    void aTransportTakesTheNetworksPlace() {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Unplugged.class)
                .web(WebApplicationType.NONE)
                .run()) {
            ReactiveHttpClient http = application.getBean(ReactiveHttpClient.class);
            assertThat(http.get("https://shop.example/").bodyAsString().block(PATIENCE))
                    .isEqualTo("Welcome");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Unplugged {

        // tag::transport[]
        @Bean
        Transport network() {
            return request -> Mono.just(new Canned(200, HttpHeaders.EMPTY, "Welcome")); // <1>
        }

        record Canned(int status, HttpHeaders headers, String text) implements TransportResponse {

            @Override
            public String protocol() {
                return "HTTP/1.1";
            }

            @Override
            public boolean authenticated() {
                return true; // <2>
            }

            @Override
            public Flux<DataBuffer> body() {
                return Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }

            @Override
            public void release() {}
        }
        // end::transport[]
    }
}
