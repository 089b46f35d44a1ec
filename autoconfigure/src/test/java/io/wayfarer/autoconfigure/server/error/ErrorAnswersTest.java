/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.http.codec.ServerCodecConfigurer;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.server.error.ErroneousApplication.Said;
import io.wayfarer.fixture.Json;

class ErrorAnswersTest {

    private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

    private static ErroneousApplication application;

    @BeforeAll
    static void start() {
        application = ErroneousApplication.with();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/absent, 404, 404 Not Found, There is nothing at this address",
        "/locked, 423, 423 Locked, The request could not be answered as it is.",
        "/broken, 500, 500 Internal Server Error, Something went wrong on our side."
    })
    void aBrowserGetsAPage(String path, int status, String title, String advice) throws IOException {
        Said said = application.get(path, HTML);
        assertThat(said.status()).isEqualTo(status);
        assertThat(said.field("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(said.field("Content-Security-Policy")).isPresent();
        assertThat(said.body())
                .contains(
                        "<title>" + title + "</title>",
                        "<h1>" + title + "</h1>",
                        advice,
                        "<dd><bdi>" + path + "</bdi></dd>")
                .doesNotContain("secret", "stout", "IllegalStateException", "Whitelabel", "<pre");
    }

    @Test
    @SuppressWarnings("unchecked")
    void aProgramGetsAProblemWithBootsAttributes() throws IOException {
        Said said = application.get("/absent", "*/*");
        assertThat(said.status()).isEqualTo(404);
        assertThat(said.field("Content-Type")).contains("application/problem+json");
        assertThat((Map<String, Object>) Json.parse(said.body()))
                .containsEntry("type", "about:blank")
                .containsEntry("title", "Not Found")
                .containsEntry("status", 404L)
                .containsEntry("instance", "/absent")
                .containsEntry("error", "Not Found")
                .containsEntry("path", "/absent")
                .containsKeys("timestamp", "requestId")
                .doesNotContainKeys("detail", "message", "trace", "exception", "errors");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/problem+json                   | application/problem+json
                    application/json                           | application/json
                    application/json, application/problem+json | application/problem+json
                    application/json, */*;q=0.1                | application/json
                    application/*                              | application/problem+json
                    image/png                                  | application/problem+json
                    """)
    void whoNamesPlainJsonAloneGetsTheSameAsThat(String accept, String type) throws IOException {
        Said said = application.get("/broken", accept);
        assertThat(said.status()).isEqualTo(500);
        assertThat(said.field("Content-Type")).contains(type);
        assertThat(said.body()).startsWith("{\"type\":\"about:blank\"").doesNotContain("secret");
    }

    @Test
    void whatTheErrorSaysIsToldOnlyWhereBootIsAskedForIt() throws IOException {
        try (ErroneousApplication open = ErroneousApplication.with(
                "spring.web.error.include-message=always",
                "spring.web.error.include-stacktrace=on-param",
                "spring.web.error.include-exception=true")) {
            assertThat(open.get("/locked", HTML).body())
                    .contains("<p>&lt;b&gt;short&lt;/b&gt; and stout</p>")
                    .doesNotContain("<b>", "<pre");
            assertThat(open.get("/broken?trace=true", HTML).body())
                    .contains(
                            "aria-label=\"Stack trace\"",
                            "&lt;i&gt;secret&lt;/i&gt;",
                            "java.lang.IllegalStateException")
                    .doesNotContain("<i>");
            assertThat(open.get("/locked", "*/*").body()).contains("\"detail\":\"<b>short</b> and stout\"");
        }
    }

    @Test
    void templatesOfTheApplicationComeFirst() throws IOException {
        try (ErroneousApplication styled =
                ErroneousApplication.with("spring.web.resources.static-locations=classpath:/errors/")) {
            assertThat(styled.get("/custom/x", HTML).body()).contains("our own page for 409");
            assertThat(styled.get("/server/x", HTML).body()).contains("our own page for 5xx");
            assertThat(styled.get("/custom/x", "*/*").field("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void fieldsThatBelongToTheErrorAreSaid() throws IOException {
        Said said =
                application.raw("POST /locked HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assertThat(said.status()).isEqualTo(405);
        assertThat(said.field("Allow").orElse("").split(",\\s*")).containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({"If-Match: \"other\", 412, -", "Range: bytes=1000-, 416, bytes */16"})
    void conditionsAndRangesThatFailAreErrorsLikeOthers(String field, int status, String range) throws IOException {
        String head = " /files/custom HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + field + "\r\n";
        Said page = application.raw("GET" + head + "Accept: text/html\r\n\r\n");
        assertThat(page.status()).isEqualTo(status);
        assertThat(page.field("Content-Range").orElse("-")).isEqualTo(range);
        assertThat(page.field("ETag")).isEmpty();
        assertThat(page.body()).contains("<h1>" + status + " ");
        assertThat(application.raw("GET" + head + "\r\n").field("Content-Type")).contains("application/problem+json");
        assertThat(application.raw("HEAD" + head + "\r\n").body()).isEmpty();
    }

    @Test
    void bootsOwnAnswersAreOnePropertyAway() throws IOException {
        try (ErroneousApplication boots = ErroneousApplication.with("wayfarer.server.error.enabled=false")) {
            assertThat(boots.get("/absent", HTML).body()).contains("Whitelabel");
            assertThat(boots.get("/absent", "*/*").field("Content-Type")).contains("application/json");
        }
    }

    @Test
    void aHandlerOfTheApplicationTakesTheirPlaceAndWithoutOurClassesThereIsBoots() {
        ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ServerErrorAutoConfiguration.class, ErrorWebFluxAutoConfiguration.class))
                .withBean(ServerCodecConfigurer.class, ServerCodecConfigurer::create);
        ErrorWebExceptionHandler own = (exchange, failure) -> Mono.empty();
        runner.withBean(ErrorWebExceptionHandler.class, () -> own)
                .run(context -> assertThat(context.getBean(ErrorWebExceptionHandler.class))
                        .isSameAs(own));
        runner.withClassLoader(new FilteredClassLoader("io.wayfarer.server.error"))
                .run(context -> assertThat(context).doesNotHaveBean("wayfarerErrorAnswers"));
    }
}
