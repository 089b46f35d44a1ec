/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.error.RedirectException.Reason;
import io.wayfarer.client.redirect.RedirectDecision.Follow;
import io.wayfarer.client.redirect.RedirectDecision.Refuse;
import io.wayfarer.client.redirect.RedirectDecision.Stop;

class LocationTest {

    private static RedirectDecision decide(String url, String... locations) {
        return RedirectRules.standard()
                .decide(Answers.to(HttpMethod.GET, url).location(locations).status(302));
    }

    private static String target(String url, String... locations) {
        RedirectDecision decision = decide(url, locations);
        assertThat(decision).isInstanceOf(Follow.class);
        return ((Follow) decision).url().href();
    }

    private static Refuse refused(String url, String... locations) {
        RedirectDecision decision = decide(url, locations);
        assertThat(decision).isInstanceOf(Refuse.class);
        Refuse refuse = (Refuse) decision;
        assertThat(refuse.reason()).isEqualTo(Reason.BAD_LOCATION);
        return refuse;
    }

    @ParameterizedTest
    @CsvSource({
        "/c,                     http://a.example/c",
        "c,                      http://a.example/x/c",
        "./c,                    http://a.example/x/c",
        "../../c,                http://a.example/c",
        "?q=2,                   http://a.example/x/y?q=2",
        "//b.example/c,          http://b.example/c",
        "http:c,                 http://a.example/x/c",
        "HTTPS://B.example,      https://b.example/",
        "https://b.example:443/, https://b.example/",
        "/a b,                   http://a.example/a%20b",
        "'  /c  ',               http://a.example/c",
        "\\\\b.example\\c,       http://b.example/c",
    })
    void isResolvedAgainstTheHop(String location, String target) {
        assertThat(target("http://a.example/x/y?q=1", location)).isEqualTo(target);
    }

    @Test
    void noneOrAnEmptyOneMakesTheAnswerTheLastOne() {
        assertThat(decide("http://a.example/")).isInstanceOf(Stop.class);
        assertThat(decide("http://a.example/", "")).isInstanceOf(Stop.class);
        assertThat(decide("http://a.example/", "  \t")).isInstanceOf(Stop.class);
    }

    @Test
    void severalEqualOnesAreOne() {
        assertThat(target("http://a.example/", "/b", " /b")).isEqualTo("http://a.example/b");
    }

    @Test
    void severalThatDifferAreRefused() {
        assertThat(refused("http://a.example/", "/b", "/c").what()).contains("several Location fields");
        refused("http://a.example/", "", "/c");
    }

    // RFC 9110 section 10.2.2.
    @ParameterizedTest
    @CsvSource({
        "http://a.example/#top, /b,      http://a.example/b#top",
        "http://a.example/#top, /b#end,  http://a.example/b#end",
        "http://a.example/#top, /b#,     http://a.example/b#",
        "http://a.example/,     /b#end,  http://a.example/b#end"
    })
    void inheritsTheFragment(String url, String location, String target) {
        assertThat(target(url, location)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/,         http://u:p@a.example/b, http://a.example/b",
        "http://a.example/,         http://u:p@b.example/b, http://b.example/b",
        "http://ada:pw@a.example/,  /b,                     http://ada:pw@a.example/b",
        "http://ada:pw@a.example/,  http://u:p@a.example/b, http://ada:pw@a.example/b",
        "http://ada:pw@a.example/,  http://b.example/b,     http://b.example/b",
        "http://ada:pw@a.example/,  //b.example/b,          http://b.example/b"
    })
    void givesNoUserInfo(String url, String location, String target) {
        assertThat(target(url, location)).isEqualTo(target);
    }

    @Test
    void nonAsciiBytesAreReadAsUtf8WhereTheyAreThat() {
        String wire = new String("/stra\u00dfe/\u65e5".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(target("http://a.example/", wire)).isEqualTo("http://a.example/stra%C3%9Fe/%E6%97%A5");
        assertThat(target("http://a.example/", "/stra\u00dfe")).isEqualTo("http://a.example/stra%C3%9Fe");
        assertThat(target("http://a.example/", "/\u65e5")).isEqualTo("http://a.example/%E6%97%A5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://b.example/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "mailto:a@b.example",
                "data:,x",
                "http://",
                "http://b.example:99999/",
                "http://b example/",
                "http://[::1/",
                "http://256.256.256.256/",
                "ws://b.example/"
            })
    void thatLeadsNowhereIsRefused(String location) {
        assertThat(refused("http://a.example/", location).what()).contains("leads to no URL");
    }

    @Test
    void isShownWithoutItsSecrets() {
        assertThat(refused("http://a.example/", "ftp://ada:pa55@b.example/?token=s3cret")
                        .what())
                .contains("b.example")
                .doesNotContain("pa55")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "ws://a.example/chat,  /room,                ws://a.example/room",
        "ws://a.example/chat,  http://a.example/r,   ws://a.example/r",
        "ws://a.example/chat,  https://a.example/r,  wss://a.example/r",
        "ws://a.example/chat,  wss://b.example/r,    wss://b.example/r",
        "wss://a.example/chat, https://b.example/r,  wss://b.example/r"
    })
    void ofAHandshakeLeadsToAHandshake(String url, String location, String target) {
        assertThat(target(url, location)).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\nX: y",
                "/\0",
                "\ud800",
                "//\udfff",
                "http://\ud800/",
                "%",
                "%zz",
                "http://%00/",
                "///",
                "\\",
                "#",
                "?",
                ":"
            })
    void isDecidedWhateverItHolds(String location) {
        assertThat(decide("http://a.example/x", location)).isNotNull();
    }

    @Test
    void thatIsHugeIsDecidedToo() {
        assertThat(decide("http://a.example/x", "/" + "../a".repeat(16 * 1024))).isInstanceOf(Follow.class);
        Refuse refuse = refused("http://a.example/x", "x:" + "a".repeat(64 * 1024));
        assertThat(refuse.what().length()).isLessThan(400);
    }

    @Test
    void noiseNeverThrows() {
        Random random = new Random(6);
        String alphabet = "ab/\\:@?#[]%.\u00e4\ud800\0\r\n 0919httpsws-";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder noise = new StringBuilder();
            for (int n = random.nextInt(24); n > 0; n--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(decide("http://a.example/x", noise.toString())).isNotNull();
        }
    }
}
