/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import io.wayfarer.client.error.HttpStatusException;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.RawPeer;

/** What an {@link HttpStatusException} keeps of the body. */
class ErrorBodyTest extends ClientCase {

    private static HttpStatusException failure(Mono<?> answer) {
        Throwable failure = catchThrowableOfType(RuntimeException.class, () -> answer.block(PATIENCE));
        assertThat(failure.getCause()).isInstanceOf(HttpStatusException.class);
        return (HttpStatusException) failure.getCause();
    }

    @Test
    void itIsTextAsTheAnswerSaysAndNoPartOfTheMessage() {
        try (RawPeer peer = RawPeer.answeringAndHolding("HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n"
                + "Content-Type: text/plain;charset=iso-8859-1\r\n\r\nooh!")) {
            HttpStatusException e = failure(http.get(peer.uri("/")).bodyAsString());
            assertThat(e.bodyAsString()).isEqualTo("ooh!");
            assertThat(e.bodyAsBytes()).isEqualTo("ooh!".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(e.toString()).doesNotContain("ooh!");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "8191, 8191", "8192, 8192", "8193, 8192", "60000, 8192"})
    void itsBeginningIsKeptAndTheConnectionToo(int length, int kept) {
        try (FaultServer peer = FaultServer.http1(Fault.answer(404, "x".repeat(length)))) {
            for (int i = 0; i < 2; i++) {
                assertThat(failure(http.get(peer.uri("/")).bodyAsLines().then()).bodyAsBytes())
                        .hasSize(kept);
                assertThat(transport.use().connections()).isEqualTo(1);
            }
        }
    }

    /** The connection is given up: who would wait for the rest? */
    @Test
    void theBeginningOfALongOneIsEnough() {
        try (RawPeer peer = RawPeer.answeringAndHolding(
                "HTTP/1.1 500 Oops\r\nContent-Length: 100000000\r\n\r\n" + "x".repeat(8193))) {
            assertThat(failure(http.get(peer.uri("/")).bodyAsString()).bodyAsBytes())
                    .hasSize(8192);
        }
    }

    @Test
    void whatHadComeBeforeItWasCutShortIsKept() {
        try (RawPeer peer = RawPeer.answering("HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\nfive!")) {
            assertThat(failure(http.get(peer.uri("/")).bodyAsString()).bodyAsString())
                    .isEqualTo("five!");
        }
    }
}
