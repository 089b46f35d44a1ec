/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.test.StepVerifier;

import io.wayfarer.client.auth.AuthPolicy;
import io.wayfarer.client.auth.Credentials;
import io.wayfarer.client.auth.ProxyAuthenticator;
import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.grammar.Tokens;

/** Whatever challenges arrive, a field a line: none is answered, or one with a valid field that hides the password. */
final class ChallengeTargets {

    private static final String PASSWORD = "Grüße, \"Ada\"";
    private static final HttpUrl URL = HttpUrl.parse("http://shop.example/a?b");
    private static final Proxy PROXY = new Proxy(Proxy.Kind.HTTP, "proxy.example", 3128, "adä", PASSWORD);

    private ChallengeTargets() {}

    static void server(byte[] input) {
        AuthPolicy policy = policy();
        Hop first = hop(policy, new Hop(1, HttpMethod.GET, URL, HopReason.USER, new HttpHeaders(), HopSite.USER));
        assertThat(authorization(first)).isNull();
        policy.learn(first, answer(401, HttpHeaders.WWW_AUTHENTICATE, input));
        assertThat(first.failure()).isNull();
        if (first.repeatReason() != null) {
            Hop again = hop(policy, first.repeated(2, new HttpHeaders()));
            check(authorization(again));
            policy.learn(again, answer(401, HttpHeaders.WWW_AUTHENTICATE, input));
        }
    }

    static void info(byte[] input) {
        AuthPolicy policy = policy();
        Hop first = hop(policy, new Hop(1, HttpMethod.GET, URL, HopReason.USER, new HttpHeaders(), HopSite.USER));
        byte[] challenge = "Digest realm=r, nonce=n, qop=auth".getBytes(StandardCharsets.US_ASCII);
        policy.learn(first, answer(401, HttpHeaders.WWW_AUTHENTICATE, challenge));
        Hop again = hop(policy, first.repeated(2, new HttpHeaders()));
        policy.learn(again, answer(200, "Authentication-Info", input));
        Hop later = hop(policy, new Hop(1, HttpMethod.GET, URL, HopReason.USER, new HttpHeaders(), HopSite.USER));
        check(authorization(later));
    }

    static void proxy(byte[] input) {
        ProxyAuthenticator proxies = new ProxyAuthenticator();
        List<String> fields = fields(input);
        ProxyAuthenticator.Answer answer =
                proxies.next(PROXY, "CONNECT", "shop.example:443", null, fields).orElse(null);
        if (answer != null) {
            check(answer.value());
            proxies.first(PROXY, "GET", "http://shop.example/").ifPresent(next -> check(next.value()));
            proxies.next(PROXY, "CONNECT", "shop.example:443", answer, fields).ifPresent(next -> check(next.value()));
        }
    }

    private static void check(@Nullable String value) {
        assertThat(value).isNotNull().doesNotContain(PASSWORD);
        assertThat(Tokens.isFieldValue(String.valueOf(value)))
                .as("a valid field value")
                .isTrue();
    }

    private static AuthPolicy policy() {
        return AuthPolicy.ofUrls().with("http://shop.example/", Credentials.password("adä", PASSWORD));
    }

    private static Hop hop(AuthPolicy policy, Hop hop) {
        StepVerifier.create(policy.prepare(hop)).expectComplete().verify(Duration.ofSeconds(5));
        return hop;
    }

    private static @Nullable String authorization(Hop hop) {
        return hop.readHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    }

    private static HopAnswer answer(int status, String name, byte[] input) {
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(name, fields(input));
        return new HopAnswer(status, headers, false);
    }

    private static List<String> fields(byte[] input) {
        return List.of(PolicyTarget.text(input).split("\n", -1));
    }
}
