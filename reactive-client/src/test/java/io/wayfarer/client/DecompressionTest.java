/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.fixture.RawPeer;

/** Compressed answers: asked for, decompressed as they are read, and no more of them than is allowed. */
class DecompressionTest extends ClientCase {

    private static final String TEXT = "grün ".repeat(10_000);

    private static byte[] coded(byte[] content, String... codings) throws IOException {
        byte[] coded = content;
        for (String coding : codings) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (OutputStream stream = coder(coding, out)) {
                stream.write(coded);
            }
            coded = out.toByteArray();
        }
        return coded;
    }

    private static OutputStream coder(String coding, OutputStream out) throws IOException {
        return switch (coding) {
            case "gzip" -> new GZIPOutputStream(out);
            case "deflate" -> new DeflaterOutputStream(out);
            case "br" -> new BrotliOutputStream(out);
            case "zstd" -> new ZstdOutputStreamNoFinalizer(out);
            default -> throw new IllegalArgumentException(coding);
        };
    }

    private static RawPeer answering(byte[] body, String status, String codings) {
        return RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 " + status + "\r\nContent-Encoding: " + codings + "\r\nContent-Length: "
                    + body.length + "\r\n\r\n");
            conversation.write(body);
        });
    }

    private static RawPeer answering(String text, String... codings) throws IOException {
        return answering(coded(text.getBytes(StandardCharsets.UTF_8), codings), "200 OK", String.join(", ", codings));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "gzip,deflate", "deflate,gzip,gzip", "br,zstd"})
    void codingsAreTakenOffInTheirOrder(String codings) throws IOException {
        try (RawPeer peer = answering(TEXT, codings.split(",", -1))) {
            assertThat(http.get(peer.uri("/")).bodyAsString().block(PATIENCE)).isEqualTo(TEXT);
            assertThat(peer.heads())
                    .singleElement()
                    .asString()
                    .contains("Accept-Encoding: gzip, deflate, br, zstd\r\n");
        }
    }

    @Test
    void theFieldsAreThoseOfWhatIsRead() throws IOException {
        try (RawPeer peer = answering("text", "gzip")) {
            HttpHeaders headers = http.get(peer.uri("/"))
                    .exchange(answer -> answer.bodyAsString().map(text -> answer.headers()))
                    .block(PATIENCE);

            assertThat(headers).isNotNull();
            assertThat(headers.containsHeader("Content-Encoding")).isFalse();
            assertThat(headers.containsHeader("Content-Length")).isFalse();
        }
    }

    @Test
    void webClientAndRestClientReadItToo() throws IOException {
        try (RawPeer peer = answering(TEXT, "gzip")) {
            String url = peer.uri("/").toString();
            assertThat(ClientFace.WEB_CLIENT.get(http, url)).isEqualTo(TEXT);
            assertThat(ClientFace.restClient(http).get().uri(url).retrieve().body(byte[].class))
                    .isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void whoAsksHimselfReadsWhatTheServerSends() throws IOException {
        byte[] coded = coded("text".getBytes(StandardCharsets.UTF_8), "gzip");
        try (RawPeer peer = answering(coded, "200 OK", "gzip")) {
            String url = peer.uri("/").toString();

            assertThat(http.get(url)
                            .header("Accept-Encoding", "gzip")
                            .bodyAsBytes()
                            .block(PATIENCE))
                    .isEqualTo(coded);
            assertThat(http.get(url)
                            .header("Accept-Encoding", "gzip")
                            .decompression(Decompression.defaults())
                            .bodyAsString()
                            .block(PATIENCE))
                    .isEqualTo("text");
            assertThat(http.get(url)
                            .decompression(Decompression.off())
                            .bodyAsBytes()
                            .block(PATIENCE))
                    .isEqualTo(coded);
            assertThat(http.toBuilder()
                            .decompression(Decompression.off())
                            .build()
                            .get(url)
                            .bodyAsBytes()
                            .block(PATIENCE))
                    .isEqualTo(coded);
            assertThat(peer.heads().get(2)).doesNotContain("Accept-Encoding");
            assertThat(peer.heads().get(3)).doesNotContain("Accept-Encoding");
        }
    }

    @Test
    void aPartOfSomethingCompressedIsLeftAsItIs() throws IOException {
        byte[] coded = coded("text".getBytes(StandardCharsets.UTF_8), "gzip");
        try (RawPeer peer = answering(coded, "206 Partial Content", "gzip")) {
            String url = peer.uri("/").toString();
            assertThat(http.get(url).header("Range", "bytes=0-9").bodyAsBytes().block(PATIENCE))
                    .isEqualTo(coded);
            assertThat(peer.heads().get(0)).doesNotContain("Accept-Encoding");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compress", "gzip, unheard-of", "gzip, gzip, gzip, gzip, gzip", "\"gzip\""})
    void whatIsUnknownHereIsLeftAsItIs(String codings) {
        try (RawPeer peer = answering("as it is".getBytes(StandardCharsets.US_ASCII), "200 OK", codings)) {
            assertThat(http.get(peer.uri("/")).bodyAsString().block(PATIENCE)).isEqualTo("as it is");
        }
    }

    @ParameterizedTest
    @CsvSource({"999, false", "1000, true", "1001, true"})
    void aBodyMayBecomeAsLargeAsItMay(long most, boolean allowed) throws IOException {
        ReactiveHttpClient bounded = http.toBuilder()
                .decompression(Decompression.defaults().withMaxBytes(most))
                .build();
        try (RawPeer peer = answering("x".repeat(1000), "gzip")) {
            StepVerifier.FirstStep<Integer> size = StepVerifier.create(
                    bounded.get(peer.uri("/")).bodyAsString().map(String::length));
            if (allowed) {
                size.expectNext(1000).expectComplete().verify(PATIENCE);
            } else {
                size.expectErrorSatisfies(e -> assertThat(((ResponseLimitException) e).part())
                                .isEqualTo(ResponseLimitException.Part.DECOMPRESSED))
                        .verify(PATIENCE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd", "gzip,gzip", "deflate,deflate,deflate"})
    void aBombIsNotLetOff(String codings) throws IOException {
        byte[] bomb = coded(new byte[64 * 1024 * 1024], codings.split(",", -1));
        try (RawPeer peer = answering(bomb, "200 OK", codings)) {
            StepVerifier.create(http.get(peer.uri("/")).exchange(answer -> answer.bodyInSteps(piece -> Flux.empty())))
                    .expectErrorSatisfies(e -> assertThat(((ResponseLimitException) e).part())
                            .isEqualTo(ResponseLimitException.Part.RATIO))
                    .verify(PATIENCE);
        }
    }

    @Test
    void aBodyInMemoryIsBoundedAsAnyOther() throws IOException {
        try (RawPeer peer = answering("x".repeat(17 * 1024 * 1024), "gzip")) {
            StepVerifier.create(http.get(peer.uri("/"))
                            .decompression(Decompression.defaults().withMaxRatio(2000))
                            .bodyAsBytes())
                    .expectErrorSatisfies(e ->
                            assertThat(((ResponseLimitException) e).part()).isEqualTo(ResponseLimitException.Part.BODY))
                    .verify(PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 30})
    void whatIsCutShortFailsAtItsEnd(int length) throws IOException {
        byte[] coded = coded("some text that is long enough".getBytes(StandardCharsets.US_ASCII), "gzip");
        try (RawPeer peer = answering(Arrays.copyOf(coded, length), "200 OK", "gzip")) {
            StepVerifier.create(http.get(peer.uri("/")).bodyAsString())
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(ProtocolException.class)
                            .hasMessageContaining("cannot be decompressed"))
                    .verify(PATIENCE);
        }
    }

    @Test
    void whatIsNotCompressedThoughItSaysSoFails() {
        try (RawPeer peer = answering("plain".getBytes(StandardCharsets.US_ASCII), "200 OK", "gzip")) {
            StepVerifier.create(http.get(peer.uri("/")).bodyAsString())
                    .expectError(ProtocolException.class)
                    .verify(PATIENCE);
        }
    }

    @Test
    void aReaderMayStopAtAnyPiece() throws IOException {
        try (RawPeer peer = answering("x".repeat(1_000_000), "gzip")) {
            for (int pieces = 1; pieces < 20; pieces++) {
                StepVerifier.create(http.get(peer.uri("/")).bodyAsFlux().doOnNext(DataBufferUtils::release), pieces)
                        .expectNextCount(pieces)
                        .thenCancel()
                        .verify(PATIENCE);
            }
        }
    }

    @Test
    void anEmptyBodyIsEmptyWhateverItsCoding() {
        try (RawPeer peer = answering(new byte[0], "200 OK", "gzip")) {
            assertThat(http.get(peer.uri("/")).bodyAsString().block(PATIENCE)).isEmpty();
            StepVerifier.create(http.head(peer.uri("/")).bodyAsString())
                    .expectNext("")
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }
}
