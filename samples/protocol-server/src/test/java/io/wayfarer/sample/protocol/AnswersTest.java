/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each path answers, octet for octet, in HTTP/1. */
class AnswersTest {

    @SuppressWarnings("NullAway.Init")
    private static Running server;

    @BeforeAll
    static void start() {
        server = Running.plain();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anyPathDescribesTheRequest() {
        assertThat(get("/a/b?c=d", "X-Own: value"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsPattern("(?i)\r\ndate: ..., .. ... .... ..:..:.. GMT\r\n")
                .endsWith("\r\n\r\nGET /a/b?c=d HTTP/1.1\nHost: localhost\nConnection: close\nX-Own: value\n\n");
    }

    @Test
    void headIsGetWithoutContent() {
        String get = get("/a", "X: y");
        String head = server.raw("HEAD /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: y\r\n\r\n");
        int length = get.substring(get.indexOf("\r\n\r\n") + 4).length() + 1;
        assertThat(head).containsIgnoringCase("content-length: " + length).endsWith("\r\n\r\n");
        assertThat(server.raw("HEAD /bytes/1000000 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .containsIgnoringCase("content-length: 1000000")
                .endsWith("\r\n\r\n");
    }

    @Test
    void contentIsEchoedBehindTheDescription() {
        assertThat(server.raw("POST /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"))
                .contains("POST /a HTTP/1.1\n")
                .endsWith("\n\nhello");
        assertThat(server.raw(String.join(
                        "",
                        "PUT /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")))
                .endsWith("\n\nhello world");
    }

    @ParameterizedTest
    @CsvSource({
        "/status/404, 404 Not Found",
        "/status/299, 299",
        "/status/101, 400 Bad Request",
        "/status/99, 400 Bad Request",
        "/status/1000, 400 Bad Request",
        "/status/, 400 Bad Request",
        "/redirect/0, 200 OK",
        "/redirect/x, 400 Bad Request",
        "/bytes/-1, 400 Bad Request",
        "/bytes/99999999999999999999, 400 Bad Request",
        "/chunks/x, 400 Bad Request",
        "/delay/x, 400 Bad Request",
        "/delay/600001, 400 Bad Request",
        "/push, 200 OK"
    })
    void pathsThatAskForSomethingGetItOrASensibleRefusal(String path, String status) {
        assertThat(get(path)).startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @CsvSource({"204", "304"})
    void statusesWithoutContentHaveNone(int status) {
        assertThat(get("/status/" + status)).startsWith("HTTP/1.1 " + status).endsWith("\r\n\r\n");
    }

    @Test
    void redirectsCountDown() {
        assertThat(get("/redirect/2"))
                .startsWith("HTTP/1.1 302 Found")
                .containsIgnoringCase("location: /redirect/1\r\n");
    }

    @Test
    void chunksAndTrailersAreSentAsSuch() {
        assertThat(get("/chunks/2"))
                .containsIgnoringCase("transfer-encoding: chunked")
                .endsWith("8\r\nchunk 1\n\r\n8\r\nchunk 2\n\r\n0\r\n\r\n");
        assertThat(get("/chunks/0")).endsWith("\r\n\r\n0\r\n\r\n");
        assertThat(get("/trailers"))
                .endsWith("Trailers follow.\n\r\n0\r\nx-trailer: the last word\r\nx-length: 17\r\n\r\n");
    }

    @Test
    void bytesAreAsManyAsWereAskedFor() {
        for (int length : new int[] {0, 1, 65_536, 65_537, 200_000}) {
            String answer = get("/bytes/" + length);
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(length);
        }
    }

    @Test
    void earlyHintsComeBeforeTheAnswer() {
        assertThat(get("/early-hints")).startsWith("HTTP/1.1 103 ").contains("\r\n\r\nHTTP/1.1 200 OK\r\n");
    }

    @ParameterizedTest
    @CsvSource({"BREW, 501", "TRACE, 405", "OPTIONS, 204", "DELETE, 200", "get, 501"})
    void methodsAreKnownOrRefused(String method, int status) {
        assertThat(server.raw(method + " / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void requestsInOnePieceAreAnsweredInOrder() {
        assertThat(server.raw("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /delay/50 HTTP/1.1\r\nHost: a\r\n\r\n"
                        + "POST /3 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok"
                        + "GET /4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .containsSubsequence("GET /1", "GET /delay/50", "POST /3", "\n\nok", "GET /4");
    }

    @Test
    void version10IsServedAsSuch() {
        assertThat(server.raw("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.").contains(" 200 ", "GET / HTTP/1.0\n");
        assertThat(server.raw("GET /chunks/2 HTTP/1.0\r\n\r\n"))
                .doesNotContainIgnoringCase("transfer-encoding")
                .endsWith("\r\n\r\nchunk 1\nchunk 2\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1\r\n\r\n'",
        "'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'",
        "'GET /\r\n\r\n'",
        "'nonsense\r\n\r\n'",
        "'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n'",
        "'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n'",
        "'GET / HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n'"
    })
    void whatIsNoRequestIsRefused(String octets) {
        assertThat(server.raw(octets)).startsWith("HTTP/1.1 400 ");
    }

    private static String get(String path, String... fields) {
        StringBuilder request =
                new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        return server.raw(request.append("\r\n").toString());
    }
}
