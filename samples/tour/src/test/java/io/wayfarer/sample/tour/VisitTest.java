/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.sample.tour.web.Addresses;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class VisitTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Addresses addresses;

    @Autowired
    private CookieStore cookies;

    @Autowired
    private HstsStore hsts;

    private Asking tour = new Asking(0);

    @BeforeEach
    void forgetTheVisitsBefore() {
        tour = new Asking(port);
        cookies.clear();
        hsts.clear();
    }

    @Test
    void aLoginShowsItsRedirectTheNameOfItsCookieAndTheAccountBehindIt() throws Exception {
        HttpResponse<String> answer = tour.visit("/login");

        JsonNode report = Asking.json(answer, 200, "application/json");
        assertThat(report.propertyNames()).containsExactly("status", "body", "hops");
        assertThat(report.get("status").intValue()).isEqualTo(200);
        assertThat(report.get("body").stringValue()).startsWith("Welcome back");
        assertThat(texts(report, "uri")).containsExactly(tour.home() + "login", tour.home() + "account");
        assertThat(texts(report, "status")).containsExactly("302", "200");
        assertThat(texts(report, "reason")).containsExactly("USER", "REDIRECT");
        assertThat(texts(report, "cookiesLearnt")).containsExactly("[\"session\"]", "[]");
        assertThat(texts(report, "cookiesSent")).containsExactly("[]", "[\"session\"]");
        cookies.snapshot().forEach(cookie -> assertThat(answer.body()).doesNotContain(cookie.value()));
        assertThat(cookies.snapshot()).hasSize(1);
    }

    @Test
    void aHopHasExactlyTheDocumentedMembers() throws Exception {
        JsonNode hop = tour.report("/chain/0").get("hops").get(0);

        assertThat(hop.propertyNames())
                .containsExactly(
                        "uri",
                        "method",
                        "status",
                        "protocol",
                        "reason",
                        "route",
                        "cookiesSent",
                        "cookiesLearnt",
                        "millis");
        assertThat(hop.get("method").stringValue()).isEqualTo("GET");
        assertThat(hop.get("protocol").stringValue()).isEqualTo("HTTP/1.1");
        assertThat(hop.get("route").stringValue()).startsWith("direct");
        assertThat(hop.get("millis").isIntegralNumber()).isTrue();
    }

    @Test
    void aCookieOfAnEarlierVisitComesAlong() throws Exception {
        assertThat(tour.report("/account").get("status").intValue()).isEqualTo(401);
        tour.report("/login");

        JsonNode later = tour.report("/account");

        assertThat(later.get("status").intValue()).isEqualTo(200);
        assertThat(texts(later, "cookiesSent")).containsExactly("[\"session\"]");
    }

    @Test
    void aChainShowsAHopForEachRedirect() throws Exception {
        JsonNode report = tour.report("/chain/5");

        assertThat(texts(report, "status")).containsExactly("302", "302", "302", "302", "302", "200");
    }

    @Test
    void aChainLongerThanAllowedIsABadGatewayThatNamesTheLimit() throws Exception {
        JsonNode problem = Asking.json(tour.visit("/chain/30"), 502, "application/problem+json");

        assertThat(problem.get("reason").stringValue()).isEqualTo("LIMIT");
        assertThat(problem.get("detail").stringValue()).contains("20");
    }

    @Test
    void aLoopIsABadGatewayThatNamesHopAndReason() throws Exception {
        JsonNode problem = Asking.json(tour.visit("/loop"), 502, "application/problem+json");

        assertThat(problem.get("failure").stringValue()).isEqualTo("RedirectException");
        assertThat(problem.get("reason").stringValue()).isEqualTo("LOOP");
        assertThat(problem.get("detail").stringValue()).contains(tour.home() + "loop");
        assertThat(problem.get("hop").get("uri").stringValue()).isEqualTo(tour.home() + "loop");
        assertThat(problem.get("hop").get("number").intValue()).isPositive();
    }

    @Test
    void aClosedPortIsABadGatewayThatNamesTheFailure() throws Exception {
        JsonNode problem = Asking.json(tour.visit("http://localhost:1/"), 502, "application/problem+json");

        assertThat(problem.get("failure").stringValue()).isEqualTo("ConnectionException");
        assertThat(problem.get("hop").get("uri").stringValue()).isEqualTo("http://localhost:1/");
    }

    @Test
    void neitherCookieNorKeyGoesToAnotherHost() throws Exception {
        tour.report("/login");

        JsonNode stays = Asking.json(tour.get("/visit?url=/headers&key=s3cret"), 200, "application/json");
        JsonNode leaves = Asking.json(tour.get("/visit?url=/elsewhere&key=s3cret"), 200, "application/json");

        assertThat(stays.get("body").stringValue().lines()).contains("cookie", "x-api-key", "user-agent");
        assertThat(texts(leaves, "uri"))
                .containsExactly(tour.home() + "elsewhere", "http://127.0.0.1:" + port + "/headers");
        assertThat(texts(leaves, "cookiesSent")).containsExactly("[\"session\"]", "[]");
        assertThat(leaves.get("body").stringValue().lines())
                .contains("host", "user-agent")
                .doesNotContain("cookie", "x-api-key");
    }

    @Test
    void hstsLearntOverTlsUpgradesTheTwinInClearText() throws Exception {
        JsonNode before = tour.report("/secure");
        JsonNode twin = tour.report(addresses.insecureTwinOfSecureHome() + "secure");

        assertThat(texts(before, "uri")).containsExactly(tour.home() + "secure", addresses.secureHome() + "secure");
        assertThat(texts(before, "reason")).containsExactly("USER", "REDIRECT");
        assertThat(texts(twin, "uri")).containsExactly(addresses.secureHome() + "secure");
        assertThat(texts(twin, "reason")).containsExactly("HSTS");
        assertThat(twin.get("status").intValue()).isEqualTo(200);
    }

    @Test
    void everyPageOfTheHostIsStillReachedWhenHstsIsKnown() throws Exception {
        tour.report("/secure");

        JsonNode login = tour.report("/login");
        JsonNode leaves = tour.report("/elsewhere");

        assertThat(texts(login, "reason")).containsExactly("HSTS", "REDIRECT");
        assertThat(texts(login, "uri"))
                .containsExactly("https://localhost:" + port + "/login", "https://localhost:" + port + "/account");
        assertThat(login.get("status").intValue()).isEqualTo(200);
        assertThat(leaves.get("status").intValue()).isEqualTo(200);
    }

    @Test
    void aWayBackFromTlsToClearTextIsRefused() throws Exception {
        JsonNode problem = Asking.json(tour.visit("/downgrade"), 502, "application/problem+json");

        assertThat(problem.get("reason").stringValue()).isEqualTo("DOWNGRADE");
        assertThat(problem.get("hop").get("number").intValue()).isEqualTo(2);
    }

    @Test
    void aBodyIsShownUpToItsLimit() throws Exception {
        assertThat(tour.report("/long").get("body").stringValue()).hasSize(4096).startsWith("1\n2\n3\n");
        assertThat(tour.report("/tour.css").get("body").stringValue()).endsWith("}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://",
                "http://[::1",
                "http://a b/",
                "http://localhost:99999/",
                "ftp://localhost/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "ws://localhost/chat",
                "gopher://localhost:25/_HELO",
            })
    void anInvalidUrlIsABadRequest(String url) throws Exception {
        JsonNode problem = Asking.json(tour.visit(url), 400, "application/problem+json");

        assertThat(problem.get("detail").stringValue()).isNotBlank();
    }

    @Test
    void aMissingAndAnEndlessUrlAreBadRequests() throws Exception {
        Asking.json(tour.get("/visit"), 400, "application/problem+json");
        Asking.json(tour.visit("/" + "a".repeat(2048)), 400, "application/problem+json");
    }

    @Test
    void aLineBreakInUrlOrKeySplitsNoRequest() throws Exception {
        Asking.json(tour.get("/visit?url=/headers&key=a%0d%0aX-Split:%20yes"), 400, "application/problem+json");

        JsonNode report = tour.report("/headers\r\nX-Split: yes");

        assertThat(report.get("body").stringValue()).doesNotContain("x-split");
    }

    @Test
    void secretsOfTheUrlAreNotRepeated() throws Exception {
        HttpResponse<String> answer = tour.visit("http://ada:l0velace@localhost:" + port + "/headers?token=s3cret");

        JsonNode report = Asking.json(answer, 200, "application/json");
        assertThat(report.get("body").stringValue().lines()).contains("authorization");
        assertThat(answer.body()).doesNotContain("l0velace").doesNotContain("s3cret");
    }

    @Test
    void theVisitorDoesNotVisitItself() throws Exception {
        assertThat(tour.report("/visit?url=/login").get("status").intValue()).isEqualTo(508);
    }

    @Test
    void aPageOfAnotherSiteCannotUseTheVisitorButALinkThereCan() throws Exception {
        assertThat(tour.visit("/login", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors")
                        .statusCode())
                .isEqualTo(403);
        assertThat(tour.visit("/login", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate")
                        .statusCode())
                .isEqualTo(200);
        assertThat(tour.visit("/login", "Sec-Fetch-Site", "same-origin").statusCode())
                .isEqualTo(200);
    }

    private static List<String> texts(JsonNode report, String member) {
        return StreamSupport.stream(report.get("hops").spliterator(), false)
                .map(hop -> hop.get(member))
                .map(value -> value.isString() ? value.stringValue() : value.toString())
                .toList();
    }
}
