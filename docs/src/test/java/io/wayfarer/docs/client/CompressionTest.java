/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.fixture.LoopbackServer;

class CompressionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void decompressionHasLimits() throws IOException {
        byte[] page = gzip("a page ".repeat(1000));
        try (LoopbackServer shop = LoopbackServer.start(routes -> routes.get(
                "/",
                (request, response) -> response.header("Content-Encoding", "gzip")
                        .sendByteArray(Flux.just(page).hide())))) { // in chunks, because nobody sees its length
            String url = shop.uri("/").toString();

            // tag::limits[]
            ReactiveHttpClient http = ReactiveHttpClient.builder()
                    .decompression(Decompression.defaults().withMaxBytes(100_000_000)) // <1>
                    .build();
            Mono<byte[]> asItCame =
                    http.get(url).header("Accept-Encoding", "gzip").bodyAsBytes(); // <2>
            Mono<byte[]> inChunks = http.get(url).raw().bodyAsBytes(); // <3>
            // end::limits[]

            assertThat(http.get(url).bodyAsString().block(PATIENCE)).startsWith("a page a page");
            assertThat(asItCame.block(PATIENCE)).isEqualTo(page);
            assertThat(new String(Objects.requireNonNull(inChunks.block(PATIENCE)), StandardCharsets.ISO_8859_1))
                    .startsWith(Integer.toHexString(page.length) + "\r\n")
                    .endsWith("\r\n0\r\n\r\n");
            StepVerifier.create(http.get(url)
                            .decompression(Decompression.defaults().withMaxBytes(100))
                            .bodyAsString())
                    .expectError(ResponseLimitException.class)
                    .verify(PATIENCE);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(coded)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return coded.toByteArray();
    }
}
