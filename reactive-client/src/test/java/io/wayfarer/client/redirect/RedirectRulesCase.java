/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.http.HttpMethod;

import io.wayfarer.client.redirect.RedirectAttempt.Step;
import io.wayfarer.client.redirect.RedirectDecision.Follow;
import io.wayfarer.client.redirect.RedirectDecision.Refuse;
import io.wayfarer.client.url.HttpUrl;

/** Asks the rules about one answer. */
abstract class RedirectRulesCase {

    static final String HERE = "https://shop.example/basket?id=7";
    static final RedirectRules STANDARD = RedirectRules.standard();

    static Follow follow(RedirectPolicy rules, RedirectAttempt attempt) {
        RedirectDecision decision = rules.decide(attempt);
        assertThat(decision).isInstanceOf(Follow.class);
        return (Follow) decision;
    }

    static Refuse refuse(RedirectPolicy rules, RedirectAttempt attempt) {
        RedirectDecision decision = rules.decide(attempt);
        assertThat(decision).isInstanceOf(Refuse.class);
        return (Refuse) decision;
    }

    static Step step(String url) {
        return new Step(HttpMethod.GET, HttpUrl.parse(url), false, 0);
    }
}
