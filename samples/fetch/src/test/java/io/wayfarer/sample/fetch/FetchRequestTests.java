/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.RecordedRequest;

/** What goes out: method, header fields, data and forms. */
class FetchRequestTests extends SiteCase {

    @Test
    void theBodyGoesToStandardOutputAndNothingElseIsSaid() {
        assertThat(Run.fetch(site.url("/hello"))).isEqualTo(new Run(0, "hello\n", ""));
        RecordedRequest request = site.request();
        assertThat(request.requestLine()).isEqualTo("GET /hello HTTP/1.1");
        assertThat(request.header("Accept")).contains("*/*");
        assertThat(request.header("User-Agent").orElseThrow()).startsWith("wayfarer-fetch/");
        assertThat(request.headers()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-X", "--request"})
    void requestGivesTheMethod(String option) {
        assertThat(Run.fetch(option, "PURGE", site.url("/echo")).out()).startsWith("PURGE /echo");
    }

    @Test
    void requestGivesTheMethodOfEveryHop() {
        assertThat(Run.fetch("-L", "-X", "POST", "-d", "x", site.url("/to/303/echo"))
                        .out())
                .isEqualTo("POST /echo\n");
        assertThat(site.requests()).extracting(RecordedRequest::bodyAsString).containsExactly("x", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-H", "--header"})
    void headerAddsReplacesEmptiesAndSuppresses(String option) {
        Run.fetch(
                option,
                "X-A: 1",
                option,
                "Accept: text/html",
                option,
                "X-E;",
                option,
                "User-Agent:",
                site.url("/echo"));
        RecordedRequest request = site.request();
        assertThat(request.headers("X-A")).containsExactly("1");
        assertThat(request.headers("Accept")).containsExactly("text/html");
        assertThat(request.headers("X-E")).containsExactly("");
        assertThat(request.headers("User-Agent")).isEmpty();
    }

    @Test
    void aHeaderOutsideAsciiTravelsAsUtf8() {
        Run.fetch("-H", "X-A: grün", site.url("/echo"));
        String onTheWire = site.request().header("X-A").orElseThrow();
        assertThat(new String(onTheWire.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo("grün");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-d", "--data"})
    void dataIsJoinedAndFilesLoseTheirLineEnds(String option) throws Exception {
        Path file = Files.writeString(folder.resolve("data"), "b=2\r\n&c=3\n");
        Run run = Run.fetch(Map.of(), "d=\n4", option, "a=1", option, "@" + file, option, "@-", site.url("/echo"));
        assertThat(run.out()).isEqualTo("POST /echo\na=1&b=2&c=3&d=4");
        assertThat(site.request().header("Content-Type")).contains("application/x-www-form-urlencoded");
        assertThat(site.request().header("Content-Length")).contains("15");
    }

    @Test
    void dataOfAFileThatIsNotThereIsEmptyAndAWarning() {
        Run run = Run.fetch("-d", "@" + folder.resolve("none"), site.url("/echo"));
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("POST /echo\n");
        assertThat(run.err()).startsWith("Warning: Couldn't read data from file");
    }

    @Test
    void chunkedIsSentWhenAskedFor() {
        assertThat(Run.fetch("-d", "abc", "-H", "Transfer-Encoding: chunked", site.url("/echo"))
                        .out())
                .isEqualTo("POST /echo\nabc");
        assertThat(site.request().headers("Transfer-Encoding")).containsExactly("chunked");
        assertThat(site.request().headers("Content-Length")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-F", "--form"})
    void formSendsFieldsAndFiles(String option) throws Exception {
        Path file = Files.writeString(folder.resolve("page.html"), "<p>");
        Run.fetch(
                option,
                "name=Ada",
                option,
                "up=@" + file + ";type=text/x;filename=\"a;b\"",
                option,
                "in=<" + file,
                option,
                "raw=@" + file,
                site.url("/echo"));
        RecordedRequest request = site.request();
        String type = request.header("Content-Type").orElseThrow();
        assertThat(type).startsWith("multipart/form-data; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        assertThat(request.bodyAsString())
                .isEqualTo(String.join(
                        "\r\n",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"name\"",
                        "",
                        "Ada",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"up\"; filename=\"a;b\"",
                        "Content-Type: text/x",
                        "",
                        "<p>",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"in\"",
                        "",
                        "<p>",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"raw\"; filename=\"page.html\"",
                        "Content-Type: text/html",
                        "",
                        "<p>",
                        "--" + boundary + "--",
                        ""));
    }

    @Test
    void formFailsWhenAFileCannotBeRead() {
        Run run = Run.fetch("-F", "f=@" + folder.resolve("none"), site.url("/echo"));
        assertThat(run.code()).isEqualTo(26);
        assertThat(run.err()).startsWith("fetch: (26) ").contains("none");
        assertThat(site.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-G", "--get"})
    void getPutsTheDataIntoTheQuery(String option) {
        assertThat(Run.fetch(option, "-d", "b=2", "-d", "c=3", site.url("/echo?a=1"))
                        .out())
                .isEqualTo("GET /echo?a=1&b=2&c=3\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-u", "--user"})
    void userSendsBasicCredentials(String option) {
        Run.fetch(option, "user:pass:word", site.url("/echo"));
        String expected = Base64.getEncoder().encodeToString("user:pass:word".getBytes(StandardCharsets.UTF_8));
        assertThat(site.request().headers("Authorization")).containsExactly("Basic " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-A", "--user-agent"})
    void userAgentIsSent(String option) {
        Run.fetch(option, "me/1", site.url("/echo"));
        assertThat(site.request().headers("User-Agent")).containsExactly("me/1");
    }

    @Test
    void anEmptyUserAgentIsNotSent() {
        Run.fetch("-A", "", site.url("/echo"));
        assertThat(site.request().headers("User-Agent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-e", "--referer"})
    void refererIsSent(String option) {
        Run.fetch(option, "http://from.example/", site.url("/echo"));
        assertThat(site.request().headers("Referer")).containsExactly("http://from.example/");
    }
}
