/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.status;
import static io.wayfarer.server.route.Responses.stream;
import static io.wayfarer.server.route.Responses.text;
import static io.wayfarer.server.route.Responses.withTrailer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.server.route.OurClient.Heard;

/** What a handler says behind the body. */
class TrailersTest {

    private static final Flux<String> CHUNKS = Flux.just("eins", "zwei");
    private static final String SUM = "1653f486";

    /** A checksum of what was sent, known when all of it was. */
    private static Mono<ServerResponse> summed(ServerRequest request) {
        CRC32 sum = new CRC32();
        return stream(
                        MediaType.TEXT_PLAIN,
                        CHUNKS.doOnNext(chunk -> sum.update(chunk.getBytes(StandardCharsets.UTF_8))))
                .trailer("X-Sum", () -> Long.toHexString(sum.getValue()))
                .trailer("X-Took", () -> "3")
                .handle(request);
    }

    private static TestServer server() {
        return TestServer.of(r -> r.get("/sum", TrailersTest::summed)
                .get("/text", text("known").trailer("X-End", () -> "yes"))
                .get(
                        "/json",
                        request -> ServerResponse.ok()
                                .bodyValue(Map.of("a", 1))
                                .map(response -> withTrailer(response, "X-End", () -> "yes")))
                .get("/none", status(204).trailer("X-End", () -> "yes"))
                .get("/broken", stream(MediaType.TEXT_PLAIN, CHUNKS).trailer("X-End", () -> "a\r\nX-Evil: 1"))
                .get("/asks", answerWhetherTaken()));
    }

    private static HandlerFunction<ServerResponse> answerWhetherTaken() {
        return request -> text(String.valueOf(Requests.takesTrailers(request)));
    }

    @Test
    void fieldsThatAreKnownAtTheEndStandBehindTheLastChunk() throws Exception {
        try (TestServer server = server();
                RawClient client = new RawClient(server)) {
            client.send("GET /sum HTTP/1.1\r\nHost: h\r\nTE: trailers\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains("Trailer: X-Sum, X-Took\r\n", "transfer-encoding: chunked\r\n")
                    .doesNotContain("Content-Length");
            assertThat(client.readUntil("\r\n\r\n"))
                    .isEqualTo("4\r\neins\r\n4\r\nzwei\r\n0\r\nX-Sum: " + SUM + "\r\nX-Took: 3\r\n\r\n");
            client.send("GET /text HTTP/1.1\r\nHost: h\r\n\r\n");
            client.readUntil("\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).isEqualTo("5\r\nknown\r\n0\r\nX-End: yes\r\n\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void ourClientReadsThemInBothVersions(ProtocolVersion version) {
        try (TestServer server = server();
                OurClient client = new OurClient(server, version)) {
            Heard heard = client.ask("GET", "/sum");
            assertThat(heard.body()).isEqualTo("einszwei");
            assertThat(heard.trailers().first("x-sum")).isEqualTo(SUM);
            assertThat(heard.trailers().first("x-took")).isEqualTo("3");
            assertThat(client.ask("GET", "/json").body()).isEqualTo("{\"a\":1}");
            assertThat(client.ask("GET", "/json").trailers().first("x-end")).isEqualTo("yes");
            for (Heard without : new Heard[] {client.ask("HEAD", "/sum"), client.ask("GET", "/none")}) {
                assertThat(without.body()).isEmpty();
                assertThat(without.trailers().isEmpty()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlReadsThemInBothVersions(String version) {
        String curl = PeerProgram.installed("curl", "curl");
        try (TestServer server = server()) {
            assertThat(PeerProgram.run(
                            curl,
                            "-s",
                            "-D",
                            "-",
                            "-o",
                            "/dev/null",
                            version,
                            server.uri("/sum").toString()))
                    .containsPattern("(?i)\r\nX-Sum: " + SUM + "\r\nX-Took: 3\r\n");
        }
    }

    @Test
    void aClientOfHttp10GetsNone() throws Exception {
        try (TestServer server = server();
                RawClient client = new RawClient(server)) {
            client.send("GET /sum HTTP/1.0\r\n\r\n");
            assertThat(client.readToEnd())
                    .contains(" 200 OK", "eins", "zwei")
                    .doesNotContainIgnoringCase("trailer")
                    .doesNotContain("X-Sum");
        }
    }

    @Test
    void aFieldThatCannotBeMadeBreaksTheAnswerOff() throws Exception {
        try (TestServer server = server();
                RawClient client = new RawClient(server)) {
            client.send("GET /broken HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.readToEnd()).endsWith("4\r\nzwei\r\n").doesNotContain("X-Evil");
        }
    }

    @Test
    void aHandlerSeesWhetherTheClientTakesThem() throws Exception {
        try (TestServer server = server();
                OurClient client = new OurClient(server, ProtocolVersion.HTTP_2)) {
            assertThat(client.ask("GET", "/asks", "te", "trailers").body()).isEqualTo("true");
            assertThat(client.ask("GET", "/asks").body()).isEqualTo("false");
        }
        try (TestServer server = server();
                RawClient client = new RawClient(server)) {
            client.send("GET /asks HTTP/1.1\r\nHost: h\r\nTE: gzip;q=0.5, Trailers\r\nConnection: TE, close\r\n\r\n");
            assertThat(client.readToEnd()).endsWith("true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "trailer", "Set-Cookie", ":status", "a b", ""})
    void whatMeansNothingBehindABodyIsRefusedAtOnce(String name) {
        AtomicInteger asked = new AtomicInteger();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text("x").trailer(name, () -> String.valueOf(asked.incrementAndGet())))
                .withMessageContaining("trailer: " + name);
        assertThat(asked).hasValue(0);
    }
}
