/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.redirect.RedirectAttempt;
import io.wayfarer.client.redirect.RedirectDecision;
import io.wayfarer.client.redirect.RedirectRules;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.grammar.Tokens;

/** Wherever a redirect may lead: nowhere, or to a URL that can be requested, with none of the secrets at hand elsewhere. */
final class RedirectTargets {

    private static final HttpUrl URL = HttpUrl.parse("https://ada:secret@shop.example/a/b?c#d");

    private RedirectTargets() {}

    static void location(byte[] input) {
        HttpHeaders request = new HttpHeaders();
        request.set("X-API-Key", "key");
        HttpHeaders answer = new HttpHeaders();
        answer.set(HttpHeaders.LOCATION, PolicyTarget.text(input));
        RedirectDecision decision = RedirectRules.standard()
                .decide(new RedirectAttempt(
                        HttpMethod.GET,
                        URL,
                        request,
                        false,
                        true,
                        302,
                        answer,
                        List.of(new RedirectAttempt.Step(HttpMethod.GET, URL, false, 0))));
        if (decision instanceof RedirectDecision.Follow follow) {
            HttpUrl target = follow.url();
            assertThat(target.scheme()).isEqualTo("https");
            assertThat(HttpUrl.parse(target.absoluteForm()).absoluteForm()).isEqualTo(target.absoluteForm());
            assertThat(target.requestTarget()).matches("[\\x21-\\x7e]+");
            boolean sameOrigin = target.origin().equals(URL.origin());
            assertThat(target.userInfo().isPresent()).isEqualTo(sameOrigin);
            assertThat(follow.headers().containsHeader("X-API-Key")).isEqualTo(sameOrigin);
            String referrer = String.valueOf(follow.headers().getFirst(HttpHeaders.REFERER));
            assertThat(Tokens.isFieldValue(referrer)).isTrue();
            assertThat(referrer).doesNotContain("secret", "#");
        } else if (decision instanceof RedirectDecision.Refuse refuse) {
            assertThat(refuse.what()).doesNotContain("secret").matches("[^\\p{Cntrl}]*");
        }
    }
}
