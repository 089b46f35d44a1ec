/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

import io.wayfarer.server.route.Routes;

class ResumedReadsTest {

    private static final int PATIENCE_MILLIS = 5000;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Routes pages() {
            return Routes.of(routes -> routes.get(
                            "/late",
                            request -> Mono.delay(Duration.ofMillis(50))
                                    .then(ServerResponse.ok().bodyValue("late;")))
                    .get("/now", request -> ServerResponse.ok().bodyValue("now;")));
        }
    }

    private ConfigurableApplicationContext application;
    private Socket client;

    @BeforeEach
    void start() throws IOException {
        application = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.reactor.netty.shutdown-quiet-period=0s");
        int port = application.getEnvironment().getRequiredProperty("local.server.port", int.class);
        client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(PATIENCE_MILLIS);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        application.close();
    }

    @Test
    void aConnectionIsReadOnAfterARequestThatCameBeforeTheEndOfTheOneBefore() throws IOException {
        for (int round = 0; round < 3; round++) {
            ask("/late", "/now");
            assertThat(readUntil("now;")).contains("late;");

            ask("/now");
            assertThat(readUntil("now;")).contains("200 OK");
        }
    }

    private void ask(String... paths) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        client.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private String readUntil(String end) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int octet = in.read();
            assertThat(octet).as("an octet after %s", read).isNotNegative();
            read.append((char) octet);
        }
        return read.toString();
    }
}
