/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.earlyHints;
import static io.wayfarer.server.route.Responses.html;
import static io.wayfarer.server.route.Responses.stream;
import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.server.route.OurClient.Heard;

/** What a handler says before its answer. */
class EarlyHintsTest {

    private static final String STYLE = "</style.css>; rel=preload; as=style";
    private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: " + STYLE + "\r\n\r\n";

    private final Sinks.One<String> page = Sinks.one();

    private TestServer server() {
        return TestServer.of(r -> r.get(
                        "/page",
                        request ->
                                earlyHints(request, STYLE).then(page.asMono()).flatMap(body -> html(body)))
                .get("/now", request -> earlyHints(request, STYLE).then(html("now")))
                .get(
                        "/twice",
                        request -> earlyHints(request, STYLE)
                                .publishOn(Schedulers.parallel())
                                .then(earlyHints(
                                        request, "</a.js>; rel=preload; as=script", "<//cdn.example>; rel=preconnect"))
                                .then(text("twice"))));
    }

    @Test
    void hintsAreSentWhileTheAnswerIsStillMade() throws Exception {
        try (TestServer server = server();
                RawClient client = new RawClient(server)) {
            client.send("GET /page HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).isEqualTo(HINTS);
            page.tryEmitValue("<p>here").orThrow();
            assertThat(client.readUntil("<p>here"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Length: 7\r\n");
        }
    }

    /** An interim answer counted as an answer would give the second the framing of the third, and HEAD a body. */
    @Test
    void requestsBehindOneWithHintsKeepTheirAnswers() throws Exception {
        try (TestServer server = server();
                RawClient client = new RawClient(server)) {
            String get = "GET /now HTTP/1.1\r\nHost: h\r\n\r\n";
            String last = "GET /twice HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
            client.send(get + get.replace("GET", "HEAD") + last);
            String[] answers = client.readToEnd().split("(?=HTTP/1.1 )");
            assertThat(answers).hasSize(7);
            assertThat(answers[0]).isEqualTo(HINTS);
            assertThat(answers[1]).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nnow");
            assertThat(answers[2]).isEqualTo(HINTS);
            assertThat(answers[3]).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
            assertThat(answers[4]).isEqualTo(HINTS);
            assertThat(answers[5].split("\r\n", -1))
                    .containsExactly(
                            "HTTP/1.1 103 Early Hints",
                            "Link: </a.js>; rel=preload; as=script",
                            "Link: <//cdn.example>; rel=preconnect",
                            "",
                            "");
            assertThat(answers[6]).startsWith("HTTP/1.1 200").endsWith("\r\n\r\ntwice");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void ourClientHearsThemInBothVersions(ProtocolVersion version) {
        try (TestServer server = server();
                OurClient client = new OurClient(server, version)) {
            Heard heard = client.ask("GET", "/twice");
            assertThat(heard.statuses()).containsExactly("103", "103", "200");
            assertThat(heard.heads().get(0).first("link")).isEqualTo(STYLE);
            assertThat(heard.heads().get(1).all("link"))
                    .containsExactly("</a.js>; rel=preload; as=script", "<//cdn.example>; rel=preconnect");
            assertThat(heard.body()).isEqualTo("twice");
            assertThat(client.ask("HEAD", "/now").statuses()).containsExactly("103", "200");
            assertThat(client.ask("GET", "/now").body()).isEqualTo("now");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlHearsThemInBothVersions(String version) {
        String curl = PeerProgram.installed("curl", "curl");
        try (TestServer server = server()) {
            assertThat(PeerProgram.run(
                            curl, "-s", "-i", version, server.uri("/now").toString()))
                    .matches("(?s)HTTP/\\S+ 103 .*?[Ll]ink: " + STYLE + ".*HTTP/\\S+ 200.*\r\n\r\nnow");
        }
    }

    @Test
    void aClientOfHttp10IsToldNothingButTheAnswer() throws Exception {
        try (TestServer server = server();
                RawClient client = new RawClient(server)) {
            client.send("GET /now HTTP/1.0\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.0 200").endsWith("now");
        }
    }

    @Test
    void whenTheAnswerHasBegunItIsTooLate() throws Exception {
        Sinks.One<ServerRequest> kept = Sinks.one();
        Sinks.Empty<String> end = Sinks.empty();
        try (TestServer server = TestServer.of(r -> r.get("/a", request -> {
                    kept.tryEmitValue(request).orThrow();
                    return stream(MediaType.TEXT_PLAIN, Flux.just("begun").concatWith(end.asMono()));
                }));
                RawClient client = new RawClient(server)) {
            client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            client.readUntil("begun\r\n");
            StepVerifier.create(kept.asMono().flatMap(request -> earlyHints(request, STYLE)))
                    .expectErrorSatisfies(late -> assertThat(late)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("The answer has begun"))
                    .verify(TestServer.PATIENCE);
            end.tryEmitEmpty().orThrow();
            assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
        }
    }

    @Test
    void whatIsNoLinkIsRefused() throws Exception {
        try (TestServer server = TestServer.of(r -> r.onError(
                        IllegalArgumentException.class, (error, request) -> text(String.valueOf(error.getMessage())))
                .post(
                        "/",
                        request -> request.bodyToMono(String.class)
                                .flatMap(link -> earlyHints(request, link).then(text("sent")))))) {
            for (String link : new String[] {"/style.css", "<a", "<a>\r\nSet-Cookie: a=b", "<\u20ac>"}) {
                assertThat(server.post("/", link).body()).startsWith("link: " + link);
            }
        }
    }
}
