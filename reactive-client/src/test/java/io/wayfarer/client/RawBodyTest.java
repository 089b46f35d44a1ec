/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.spring.RequestOptions;
import io.wayfarer.client.spring.WayfarerClientHttpConnector;
import io.wayfarer.client.spring.WayfarerClientHttpRequestFactory;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** Bodies as they come, in chunks and compressed: RFC 9112 section 7. */
class RawBodyTest extends ClientCase {

    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n";

    private static final String CHUNKS = "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nDigest: sha\r\n\r\n";

    /** Answers every request so, on one connection after the other. */
    private static RawPeer answering(String answer) {
        return RawPeer.scripted(conversation -> {
            while (true) {
                conversation.readHead();
                conversation.write(answer);
            }
        });
    }

    @Test
    void chunksComeWithTheirSizesAndTrailersAndTheConnectionIsKept() {
        try (RawPeer peer = answering(CHUNKED + "\r\n" + CHUNKS)) {
            String digest = http.get(peer.uri("/"))
                    .raw()
                    .exchange(answer -> answer.bodyAsString()
                            .map(body -> body + answer.trailers().getFirst("Digest")))
                    .block(PATIENCE);

            assertThat(digest).isEqualTo(CHUNKS + "sha");
            assertThat(http.get(peer.uri("/")).bodyAsString().block(PATIENCE)).isEqualTo("abcde");
            assertThat(http.get(peer.uri("/")).raw().bodyAsString().block(PATIENCE))
                    .isEqualTo(CHUNKS);
            assertThat(peer.connections()).isOne();
        }
    }

    @Test
    void compressedContentStaysSoWhateverElseIsSaid() {
        String coded = "3\r\n\u001f\u008b\b\r\n0\r\n\r\n";
        try (RawPeer peer = answering(CHUNKED.replace("text/plain", "text/plain;charset=iso-8859-1")
                + "Content-Encoding: gzip\r\n\r\n" + coded)) {
            RequestSpec request = http.get(peer.uri("/"));

            assertThat(request.raw().bodyAsString().block(PATIENCE)).isEqualTo(coded);
            assertThat(request.raw()
                            .decompression(Decompression.defaults())
                            .bodyAsString()
                            .block(PATIENCE))
                    .isEqualTo(coded);
            assertThat(request.decompression(Decompression.defaults())
                            .raw()
                            .bodyAsString()
                            .block(PATIENCE))
                    .isEqualTo(coded);
            assertThat(peer.heads()).hasSize(3).noneMatch(head -> head.contains("Accept-Encoding"));
            assertThat(request.header("Accept-Encoding", "gzip")
                            .raw()
                            .bodyAsString()
                            .block(PATIENCE))
                    .isEqualTo(coded);
        }
    }

    @Test
    void aRedirectLeadsOnAndTheLastBodyIsRaw() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write(CHUNKED.replace("200 OK", "302 Found") + "Location: /on\r\n\r\n" + CHUNKS);
            conversation.readHead();
            conversation.write(CHUNKED + "\r\n" + CHUNKS);
            conversation.awaitEnd();
        })) {
            assertThat(http.get(peer.uri("/")).raw().bodyAsString().block(PATIENCE))
                    .isEqualTo(CHUNKS);
            assertThat(peer.heads()).last().asString().startsWith("GET /on ");
        }
    }

    @Test
    void itsLimitCountsWhatFramesTheChunksToo() {
        try (RawPeer peer = answering(CHUNKED + "\r\n" + CHUNKS)) {
            RequestSpec request = http.get(peer.uri("/")).raw();

            assertThat(request.maxAnswer(CHUNKS.length()).bodyAsString().block(PATIENCE))
                    .isEqualTo(CHUNKS);
            StepVerifier.create(request.maxAnswer(CHUNKS.length() - 1).bodyAsString())
                    .expectError(ResponseLimitException.class)
                    .verify(PATIENCE);
        }
    }

    @Test
    void badChunksFailAsEver() {
        try (RawPeer peer = answering(CHUNKED + "\r\n3\r\nabcde\r\n0\r\n\r\n")) {
            StepVerifier.create(http.get(peer.uri("/")).raw().bodyAsString())
                    .expectError(ProtocolException.class)
                    .verify(PATIENCE);
        }
    }

    @Test
    void http2HasNoTransferCodings() {
        try (LoopbackServer two = LoopbackServer.startWith(
                plan -> plan.protocol(HttpProtocol.H2C).handle((in, out) -> out.sendString(Mono.just("two"))))) {
            assertThat(http.get(two.uri("/"))
                            .version(ProtocolVersion.HTTP_2)
                            .raw()
                            .bodyAsString()
                            .block(PATIENCE))
                    .isEqualTo("two");
        }
    }

    @Test
    void webClientAndRestClientSayItByAnAttribute() {
        Consumer<Map<String, Object>> raw = RequestOptions.of(RequestSpec::raw);
        try (RawPeer peer = answering(CHUNKED + "\r\n" + CHUNKS)) {
            String url = peer.uri("/").toString();

            assertThat(WebClient.builder()
                            .clientConnector(new WayfarerClientHttpConnector(http))
                            .build()
                            .get()
                            .uri(url)
                            .attributes(raw)
                            .retrieve()
                            .bodyToMono(String.class)
                            .block(PATIENCE))
                    .isEqualTo(CHUNKS);
            assertThat(RestClient.builder()
                            .requestFactory(new WayfarerClientHttpRequestFactory(http))
                            .build()
                            .get()
                            .uri(url)
                            .attributes(raw)
                            .retrieve()
                            .body(String.class))
                    .isEqualTo(CHUNKS);
        }
    }
}
