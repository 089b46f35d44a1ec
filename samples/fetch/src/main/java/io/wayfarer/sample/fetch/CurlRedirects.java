/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.redirect.Downgrade;
import io.wayfarer.client.redirect.RedirectAttempt;
import io.wayfarer.client.redirect.RedirectDecision;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.redirect.RedirectRules;
import io.wayfarer.client.redirect.ReferrerPolicy;

/**
 * The library's rules, bent to what {@code --location} means: {@code --request} changes the word of every hop and not the
 * rules by which it is followed; the {@code Referer} is the one typed or none, unless {@code ;auto} asks for more; https may
 * lead to http. What travels across origins stays the library's decision, unless
 * {@code --location-trusted} lets everything go along.
 */
final class CurlRedirects implements RedirectPolicy {

    private static final int DEFAULT_MAX = 50;

    private final RedirectRules rules;
    private final RequestPlan plan;
    private final boolean automaticReferer;

    private CurlRedirects(RedirectRules rules, RequestPlan plan, boolean automaticReferer) {
        this.rules = rules;
        this.plan = plan;
        this.automaticReferer = automaticReferer;
    }

    /** The policy for a plan. Follows nothing without {@code --location}. */
    static Function<RequestPlan, RedirectPolicy> of(CommandLine line) throws FetchException {
        int max = Numbers.wholeNumber(line, Option.MAX_REDIRS).orElse(DEFAULT_MAX);
        boolean trusted = line.has(Option.LOCATION_TRUSTED);
        if (!line.has(Option.LOCATION) && !trusted) {
            return plan -> RedirectPolicy.none();
        }
        boolean automatic = line.last(Option.REFERER).orElse("").endsWith(";auto");
        return plan -> {
            RedirectRules.Builder rules = RedirectRules.builder()
                    .keepPostOn301(line.has(Option.POST301))
                    .keepPostOn302(line.has(Option.POST302))
                    .keepPostOn303(line.has(Option.POST303))
                    .schemes(Protocols.ofRedirects(line))
                    .credentialsFromLocation(true)
                    .max(max < 0 ? Integer.MAX_VALUE : max)
                    .downgrade(Downgrade.ALLOW)
                    .referrer(automatic ? ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN : ReferrerPolicy.NO_REFERRER);
            if (trusted) {
                rules.alsoAcrossOrigins(own(plan.headers()));
            }
            return new CurlRedirects(rules.build(), plan, automatic);
        };
    }

    private static String[] own(HttpHeaders headers) {
        return headers.headerNames().stream()
                .filter(name -> !name.equalsIgnoreCase(HttpHeaders.REFERER) && !name.equalsIgnoreCase(HttpHeaders.HOST))
                .toArray(String[]::new);
    }

    @Override
    public RedirectDecision decide(RedirectAttempt attempt) {
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(attempt.headers());
        String referer = headers.getFirst(HttpHeaders.REFERER);
        if (automaticReferer && attempt.earlier().size() == 1) {
            headers.remove(HttpHeaders.REFERER);
        }
        RedirectDecision decision = rules.decide(new RedirectAttempt(
                kind(attempt),
                attempt.url(),
                headers,
                attempt.bodyPresent(),
                attempt.bodyReplayable(),
                status(attempt.status()),
                attempt.answerHeaders(),
                attempt.earlier()));
        return decision instanceof RedirectDecision.Follow next ? bent(attempt, next, referer) : decision;
    }

    /** To curl any 3xx with a Location is a redirect; those that HTTP does not call one keep method and body. */
    private static int status(int status) {
        return status >= 300 && status < 400 && (status < 301 || status > 303) ? 307 : status;
    }

    /** By which rules the answered request is followed: a body makes it a POST or an upload, whatever it was called. */
    private HttpMethod kind(RedirectAttempt attempt) {
        if (attempt.bodyPresent()) {
            return plan.kind().equals(HttpMethod.PUT) ? HttpMethod.PUT : HttpMethod.POST;
        }
        return plan.kind().equals(HttpMethod.HEAD) ? HttpMethod.HEAD : HttpMethod.GET;
    }

    private RedirectDecision bent(RedirectAttempt attempt, RedirectDecision.Follow next, @Nullable String referer) {
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(next.headers());
        if (!automaticReferer
                && referer != null
                && next.url().origin().equals(attempt.url().origin())) {
            headers.set(HttpHeaders.REFERER, referer);
        }
        return new RedirectDecision.Follow(
                plan.methodNamed() ? plan.method() : next.method(), next.url(), headers, next.sendBody());
    }
}
