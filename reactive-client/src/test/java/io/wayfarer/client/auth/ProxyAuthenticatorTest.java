/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.wayfarer.client.auth.ProxyAuthenticator.Answer;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.ProxyOptions;

class ProxyAuthenticatorTest {

    private static final Proxy PROXY = new Proxy(Proxy.Kind.HTTP, "proxy.example", 3128, "ada", "secret");
    private static final Proxy OTHER = new Proxy(Proxy.Kind.HTTP, "other.example", 3128, "ada", "secret");

    private final ProxyAuthenticator proxies = new ProxyAuthenticator();

    @Test
    void aDigestChallengeIsAnsweredForTheTunnelAndRememberedForThatProxyAlone() {
        DigestGuard guard = new DigestGuard("SHA-256", ", qop=\"auth-int\"");
        assertThat(proxies.first(PROXY, "CONNECT", "shop.example:443")).isEmpty();

        Answer answer = next(PROXY, "shop.example:443", null, "Basic realm=b", guard.challenge(false))
                .orElseThrow();

        assertThat(guard.judge("CONNECT", "shop.example:443", answer.value(), ""))
                .isNull();
        Answer later = proxies.first(PROXY, "CONNECT", "cafe.example:443").orElseThrow();
        assertThat(guard.judge("CONNECT", "cafe.example:443", later.value(), ""))
                .isNull();
        assertThat(proxies.first(OTHER, "CONNECT", "cafe.example:443")).isEmpty();
        assertThat(answer).asString().doesNotContain("ada", "response");
    }

    @Test
    void basicIsAnsweredOnceAndNotAgain() {
        Answer answer = next(PROXY, "a.example:443", null, "Basic realm=b").orElseThrow();

        assertThat(answer.value()).isEqualTo("Basic YWRhOnNlY3JldA==");
        assertThat(next(PROXY, "a.example:443", answer, "Basic realm=b")).isEmpty();
        assertThat(proxies.first(PROXY, "CONNECT", "a.example:443"))
                .as("forgotten once refused")
                .isEmpty();
    }

    @Test
    void aStaleNonceIsRenewed() {
        DigestGuard guard = new DigestGuard("MD5", ", qop=auth");
        Answer answer =
                next(PROXY, "a.example:443", null, guard.challenge(false)).orElseThrow();
        guard.expireNonces(true);

        Answer again =
                next(PROXY, "a.example:443", answer, guard.challenge(true)).orElseThrow();

        assertThat(guard.judge("CONNECT", "a.example:443", again.value(), "")).isNull();
        assertThat(next(PROXY, "a.example:443", again, guard.challenge(true))).isEmpty();
    }

    @Test
    void whereDigestAloneIsWishedThePasswordIsNeverTold() {
        Proxy careful = PROXY.with(ProxyOptions.NONE.answeringByDigestOnly());

        assertThat(proxies.unasked(PROXY)).isPresent();
        assertThat(proxies.unasked(careful)).isEmpty();
        assertThat(next(careful, "a.example:443", null, "Basic realm=b")).isEmpty();
        assertThat(next(careful, "a.example:443", null, "Basic realm=b", new DigestGuard("MD5", "").challenge(false)))
                .hasValueSatisfying(answer -> assertThat(answer.value()).startsWith("Digest "));
    }

    @Test
    void withoutCredentialsTheRefusalStands() {
        Proxy plain = new Proxy(Proxy.Kind.HTTP, "proxy.example", 3128, null, null);

        assertThat(next(plain, "a.example:443", null, "Basic realm=b")).isEmpty();
        assertThat(next(PROXY, "a.example:443", null, "Negotiate", "broken \"")).isEmpty();
    }

    private Optional<Answer> next(Proxy proxy, String target, @Nullable Answer refused, String... challenges) {
        return proxies.next(proxy, "CONNECT", target, refused, List.of(challenges));
    }
}
