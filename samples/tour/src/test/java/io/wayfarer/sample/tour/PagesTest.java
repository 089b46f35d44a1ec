/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.wayfarer.client.hsts.HstsStore;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PagesTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @LocalServerPort
    private int port;

    @Autowired
    private HstsStore hsts;

    private Asking tour = new Asking(0);

    @BeforeEach
    void start() {
        tour = new Asking(port);
        hsts.clear();
    }

    @Test
    void everyLinkOfTheHomePageLeadsToAPage() throws Exception {
        HttpResponse<String> home = tour.get("/");

        assertThat(home.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(home.body())
                .contains("<html lang=\"en\">", "<h1>", "<label for=\"url\">")
                .doesNotContain("<script");
        assertThat(links(home.body())).hasSizeGreaterThan(12);
        for (String link : links(home.body())) {
            if (!link.contains("example.org") && !link.equals("/")) {
                assertThat(tour.get(link, "Accept", BROWSER).statusCode())
                        .as(link)
                        .isIn(200, 502);
            }
        }
    }

    private static java.util.List<String> links(String html) {
        return Pattern.compile("<a href=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map((MatchResult link) -> link.group(1).replace("&amp;", "&"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/json | application/json",
                "application/json, text/html;q=0.5 | application/json",
                "nonsense | application/json",
                "text/html | text/html",
                BROWSER + " | text/html"
            })
    void browsersGetHtmlAndEverybodyElseJson(String accept, String type) throws Exception {
        HttpResponse<String> answer = tour.visit("/chain/1", "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(answer.headers().firstValue("Vary")).contains("Accept");
    }

    @Test
    void whateverComesFromOutsideIsEscaped() throws Exception {
        String attack = "/\"><script>alert(1)</script>?'<img src=x onerror=alert(2)>";

        HttpResponse<String> visited = tour.visit(attack, "Accept", BROWSER);
        HttpResponse<String> refused = tour.visit("x<script>://" + attack, "Accept", BROWSER);
        HttpResponse<String> scheme = tour.visit("evil://<script>alert(1)</script>", "Accept", BROWSER);
        HttpResponse<String> page = tour.visit("/", "Accept", BROWSER);

        assertThat(visited.body()).contains("&lt;script&gt;").doesNotContain("<script", "<img");
        assertThat(refused.body()).doesNotContain("<script", "<img");
        assertThat(scheme.statusCode()).isEqualTo(400);
        assertThat(scheme.body()).contains("&lt;script&gt;").doesNotContain("<script");
        assertThat(page.body()).contains("&lt;h1&gt;Wayfarer tour&lt;/h1&gt;");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void aFailureIsAPageForABrowserToo() throws Exception {
        HttpResponse<String> answer = tour.visit("/loop", "Accept", BROWSER);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.body()).contains("role=\"alert\"").contains("/loop");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "127.0.0.1, 200",
        "LOCALHOST, 200",
        "[::1], 200",
        "rebound.example, 421",
        "127.0.0.1.example, 421"
    })
    void onlyNamesOfLoopbackAreAnsweredOnLoopback(String host, int status) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("GET /chain/0 HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();

            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/chain/0, 200",
        "/chain/50, 302",
        "/chain/51, 404",
        "/chain/-1, 404",
        "/chain/x, 404",
        "/chain/999, 404"
    })
    void aChainHasABound(String path, int status) throws Exception {
        assertThat(tour.get(path).statusCode()).isEqualTo(status);
    }

    @Test
    void aPostIsRefusedWithTheMethodsThatAreAllowed() throws Exception {
        HttpResponse<String> answer = tour.send("POST", "/visit?url=/login");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse(""))
                .contains("GET")
                .doesNotContain("POST");
    }

    @Test
    void theActuatorShowsThePolicies() throws Exception {
        assertThat(tour.get("/actuator/wayfarer").body()).contains("/login", "/visit");
    }
}
