/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.test.StepVerifier;

import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.url.HttpUrl;

class CookiePolicyTest {

    private final CookieStore store = new InMemoryCookieStore();
    private final CookiePolicy policy = new CookiePolicy(store);

    @Test
    void whatARedirectSetsIsSentWithTheNextHop() {
        Hop login = hop("http://localhost:8080/login");
        policy.learn(login, answer(302, "sid=1; Path=/", "theme=dark"));
        assertThat(login.cookiesLearnt()).containsExactly("sid", "theme");

        Hop home = hop("http://localhost:9090/home");
        prepare(home);

        assertThat(home.headers().get(HttpHeaders.COOKIE)).containsExactly("sid=1; theme=dark");
        assertThat(home.cookiesSent()).containsExactly("sid", "theme");
    }

    @Test
    void anotherSpellingOfThisMachineIsAnotherHost() {
        policy.learn(hop("http://localhost/"), answer(200, "sid=1"));

        Hop other = hop("http://127.0.0.1/");
        prepare(other);

        assertThat(other.headers().get(HttpHeaders.COOKIE)).isNull();
        assertThat(other.cookiesSent()).isEmpty();
    }

    @Test
    void theJarsCookiesFollowThoseSetByHandInOneFieldLine() {
        policy.learn(hop("https://shop.example/"), answer(200, "sid=1"));
        Hop hop = hop("https://shop.example/");
        hop.headers().add(HttpHeaders.COOKIE, "mine=a");
        hop.headers().add(HttpHeaders.COOKIE, "also=b");
        prepare(hop);

        assertThat(hop.headers().get(HttpHeaders.COOKIE)).containsExactly("mine=a; also=b; sid=1");
        assertThat(hop.cookiesSent()).containsExactly("sid");
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void withoutACookieOfTheJarTheHeadersStayAsTheyAre() {
        Hop hop = hop("https://shop.example/");
        hop.headers().add(HttpHeaders.COOKIE, "mine=a");
        prepare(hop);

        assertThat(hop.headers().get(HttpHeaders.COOKIE)).containsExactly("mine=a");
        assertThat(hop.cookiesSent()).isEmpty();
    }

    @Test
    void anUnsafeMethodAcrossSitesCarriesNoLaxCookie() {
        policy.learn(hop("https://bank.example/"), answer(200, "lax=1; SameSite=Lax", "none=1; SameSite=None; Secure"));
        HopSite foreign = new HopSite(HttpUrl.parse("https://evil.example/"), true);
        Hop post = new Hop(
                1,
                HttpMethod.POST,
                HttpUrl.parse("https://bank.example/pay"),
                HopReason.USER,
                new HttpHeaders(),
                foreign);
        prepare(post);

        assertThat(post.headers().get(HttpHeaders.COOKIE)).containsExactly("none=1");
    }

    @Test
    void aDeletedCookieIsNotLearnt() {
        policy.learn(hop("https://shop.example/"), answer(200, "sid=1"));
        Hop logout = hop("https://shop.example/logout");
        policy.learn(logout, answer(200, "sid=; Path=/; Max-Age=0"));

        assertThat(logout.cookiesLearnt()).isEmpty();
        assertThat(store.size()).isZero();
    }

    @Test
    void itStandsAtTheStageOfCookies() {
        assertThat(policy.stage()).isEqualTo(HopStage.COOKIES);
        assertThat(policy.name()).isEqualTo("cookies");
    }

    private void prepare(Hop hop) {
        StepVerifier.create(policy.prepare(hop)).expectComplete().verify(Duration.ofSeconds(5));
    }

    private static Hop hop(String url) {
        return new Hop(1, HttpMethod.GET, HttpUrl.parse(url), HopReason.USER, new HttpHeaders(), HopSite.USER);
    }

    private static HopAnswer answer(int status, String... setCookie) {
        HttpHeaders headers = new HttpHeaders();
        for (String field : setCookie) {
            headers.add(HttpHeaders.SET_COOKIE, field);
        }
        return new HopAnswer(status, headers, false);
    }
}
