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
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.server.route.Responses;
import io.wayfarer.server.route.Routes;

/** What Reactor Netty's server does wrong by itself. */
class MendedServerTest {

    private static final int PATIENCE_MILLIS = 20_000;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Routes pages() {
            return Routes.of(routes -> routes.get(
                            "/late",
                            request -> Mono.delay(Duration.ofMillis(50))
                                    .then(ServerResponse.ok().bodyValue("late;")))
                    .get("/now", request -> ServerResponse.ok().bodyValue("now;"))
                    .get("/stream", Responses.stream(MediaType.TEXT_PLAIN, Flux.just("eins", "zwei"))));
        }
    }

    private ConfigurableApplicationContext application;
    private Socket client;

    @BeforeEach
    void start() throws IOException {
        application = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--server.compression.enabled=true",
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

    /** Chunks would be content to such a client. */
    @Test
    void aStreamForAClientOfHttp10EndsWithItsConnection() throws IOException {
        client.getOutputStream()
                .write("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\nAccept-Encoding: gzip\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer)
                .contains(" 200 OK\r\n", "connection: close\r\n")
                .endsWith("\r\n\r\neinszwei")
                .doesNotContainIgnoringCase("transfer-encoding");
    }

    @Test
    void aStreamForAClientOfHttp11IsSentInChunks() throws IOException {
        ask("/stream");
        assertThat(readUntil("0\r\n\r\n"))
                .contains("transfer-encoding: chunked\r\n")
                .endsWith("4\r\neins\r\n4\r\nzwei\r\n0\r\n\r\n");
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
