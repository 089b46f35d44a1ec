/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.autoconfigure.server.error.ErroneousApplication.Said;

/** Errors before there is a request to route. */
class EarlyErrorsTest {

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
        "a request line that is none, NONSENSE, 400, 400 Bad Request",
        "a version that is none, GET / HTTP/x.y, 400, 400 Bad Request",
        "a field without a name, GET / HTTP/1.1 & : value, 400, 400 Bad Request",
        "two lengths, POST / HTTP/1.1 & Host: a & Content-Length: 1 & Content-Length: 2, 400, 400 Bad Request",
        "a target too long, GET /LONG HTTP/1.1, 414, 414 Request-URI Too Long",
        "a field too long, GET / HTTP/1.1 & Cookie: LONG, 431, 431 Request Header Fields Too Large"
    })
    void whatCannotBeReadIsAnsweredWithAPage(String what, String lines, int status, String title) throws IOException {
        String request = lines.replace(" & ", "\r\n").replace("LONG", "x".repeat(20_000)) + "\r\n\r\n";
        Said said = application.raw(request);
        assertThat(said.status()).as(what).isEqualTo(status);
        assertThat(said.field("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(said.field("Connection")).contains("close");
        assertThat(said.field("Content-Length")).contains("" + said.body().length());
        assertThat(said.body()).contains("<h1>" + title + "</h1>").doesNotContain("xxxx", "NONSENSE");
    }

    @Test
    void aHeadHasNoPage() throws IOException {
        Said said = application.raw("HEAD / HTTP/1.1\r\nCookie: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(said.status()).isEqualTo(431);
        assertThat(said.body()).isEmpty();
    }

    @Test
    void aRequestBeforeIsAnsweredAsEver() throws IOException {
        Said said = application.raw("GET /locked HTTP/1.1\r\nHost: a\r\n\r\nNONSENSE\r\n\r\n");
        assertThat(said.status()).isEqualTo(423);
        assertThat(said.body()).contains("HTTP/1.1 400", "<h1>400 Bad Request</h1>");
    }

    @Test
    void withBootsOwnAnswersTheyStayEmpty() throws IOException {
        try (ErroneousApplication boots = ErroneousApplication.with("wayfarer.server.error.enabled=false")) {
            Said said = boots.raw("NONSENSE\r\n\r\n");
            assertThat(said.status()).isEqualTo(400);
            assertThat(said.body()).isEmpty();
        }
    }
}
