/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.Trace;
import io.wayfarer.client.error.RedirectException;

/** The client of the README, with the configuration of the README. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.config.additional-location=classpath:/readme/")
class ClientTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    private ReactiveHttpClient http;

    @LocalServerPort
    private int port;

    @Test
    void theClientInFiveLines(@TempDir Path folder) throws IOException {
        String url = "http://localhost:" + port + "/login";
        Path file = folder.resolve("page.txt");
        // tag::client[]
        Mono<String> page = http.get(url).bodyAsString();
        Mono<Path> saved = http.get(url).bodyTo(file);
        Mono<String> sent = http.post(url).form(form -> form.add("name", "Ada")).bodyAsString();
        Mono<Trace> how = http.get(url).trace(); // every hop, and why it was taken
        // end::client[]

        assertThat(page.block(SOON)).startsWith("Welcome back");
        assertThat(saved.block(SOON)).isEqualTo(file).content().startsWith("Welcome back");
        assertThat(sent.block(SOON)).startsWith("Welcome back");
        assertThat(how.map(trace -> trace.hops().size()).block(SOON)).isEqualTo(2);
    }

    @Test
    void theConfigurationIsObeyed() {
        String home = "http://localhost:" + port;

        assertThat(http.get(home + "/chain/5").bodyAsString().block(SOON)).startsWith("The end");
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> http.get(home + "/chain/6").bodyAsString().block(SOON))
                .satisfies(e -> assertThat(Exceptions.unwrap(e))
                        .isInstanceOfSatisfying(
                                RedirectException.class,
                                refusal -> assertThat(refusal.reason()).isEqualTo(RedirectException.Reason.LIMIT)));
    }
}
