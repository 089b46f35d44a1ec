/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.redirect.RedirectAttempt.Step;
import io.wayfarer.client.url.HttpUrl;

/** Builds a {@link RedirectAttempt} word by word. */
final class Answers {

    private final HttpMethod method;
    private final HttpUrl url;
    private final HttpHeaders headers = new HttpHeaders();
    private final HttpHeaders answer = new HttpHeaders();
    private final List<Step> before = new ArrayList<>();
    private boolean body;
    private boolean replayable = true;
    private int cookieHash;
    private UnaryOperator<HttpUrl> upgrade = UnaryOperator.identity();

    private Answers(HttpMethod method, String url) {
        this.method = method;
        this.url = HttpUrl.parse(url);
    }

    static Answers to(HttpMethod method, String url) {
        return new Answers(method, url);
    }

    Answers with(String name, String value) {
        headers.add(name, value);
        return this;
    }

    Answers withBody(boolean canBeReplayed) {
        body = true;
        replayable = canBeReplayed;
        return this;
    }

    Answers withCookieHash(int hash) {
        cookieHash = hash;
        return this;
    }

    Answers withHstsHost(String host) {
        upgrade = target -> target.host().equals(host) ? target.upgraded() : target;
        return this;
    }

    Answers after(Step... steps) {
        before.addAll(List.of(steps));
        return this;
    }

    Answers location(String... values) {
        for (String value : values) {
            answer.add(HttpHeaders.LOCATION, value);
        }
        return this;
    }

    RedirectAttempt status(int status) {
        List<Step> steps = new ArrayList<>(before);
        steps.add(new Step(method, url, body, cookieHash));
        return new RedirectAttempt(
                method,
                url,
                HttpHeaders.readOnlyHttpHeaders(headers),
                body,
                replayable,
                status,
                HttpHeaders.readOnlyHttpHeaders(answer),
                steps,
                upgrade);
    }
}
