/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.wayfarer.client.redirect.RedirectAttempt.Step;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.client.url.InvalidUrlException;
import io.wayfarer.protocol.header.HeaderList;

/**
 * The {@code Referer} of a followed redirect (RFC 9110 section 10.1.3): the URL that redirects, as far as the policy
 * tells it. One that the caller set stays, as far as the policy tells that.
 */
record RefererField(ReferrerPolicy policy) {

    void apply(RedirectAttempt attempt, HttpUrl target, HeaderList.Builder headers) {
        HttpUrl from = source(attempt);
        String referrer = from == null ? null : policy.referrer(from, target);
        if (referrer == null) {
            headers.remove(HttpHeaders.REFERER);
        } else {
            headers.set(HttpHeaders.REFERER, referrer);
        }
    }

    /** What is told about; null for nothing. */
    private @Nullable HttpUrl source(RedirectAttempt attempt) {
        String current = attempt.headers().getFirst(HttpHeaders.REFERER);
        if (current == null || current.equals(ownReferrer(attempt))) {
            // The URL of a handshake is no page that refers to anything; Origin says where it comes from.
            return attempt.url().webSocket() ? null : attempt.url();
        }
        try {
            return HttpUrl.parse(current);
        } catch (InvalidUrlException e) {
            return null;
        }
    }

    /** What this rule put into the answered request on the redirect before, null when it put nothing. */
    private @Nullable String ownReferrer(RedirectAttempt attempt) {
        List<Step> earlier = attempt.earlier();
        if (earlier.size() < 2) {
            return null;
        }
        return policy.referrer(earlier.get(earlier.size() - 2).url(), attempt.url());
    }
}
