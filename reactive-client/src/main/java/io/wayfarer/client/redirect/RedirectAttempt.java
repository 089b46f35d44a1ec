/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import java.util.List;
import java.util.function.UnaryOperator;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.url.HttpUrl;

/**
 * An answer, and the request it answers.
 *
 * @param method of the request
 * @param url of the request, as sent (after HSTS)
 * @param headers the caller's header fields of that request, without what the policies added; read-only
 * @param bodyPresent whether the request carried a body
 * @param bodyReplayable whether that body can be sent again
 * @param status of the answer
 * @param answerHeaders of the answer; read-only
 * @param earlier the requests so far, the answered one last; for the limit and loops
 * @param upgrade what becomes of a URL before it is requested: that of a known HSTS host goes over TLS
 */
public record RedirectAttempt(
        HttpMethod method,
        HttpUrl url,
        HttpHeaders headers,
        boolean bodyPresent,
        boolean bodyReplayable,
        int status,
        HttpHeaders answerHeaders,
        List<Step> earlier,
        UnaryOperator<HttpUrl> upgrade) {

    /** Where nothing upgrades a URL. */
    public RedirectAttempt(
            HttpMethod method,
            HttpUrl url,
            HttpHeaders headers,
            boolean bodyPresent,
            boolean bodyReplayable,
            int status,
            HttpHeaders answerHeaders,
            List<Step> earlier) {
        this(
                method,
                url,
                headers,
                bodyPresent,
                bodyReplayable,
                status,
                answerHeaders,
                earlier,
                UnaryOperator.identity());
    }

    /**
     * A request already made.
     *
     * @param sentBody whether it carried the body
     * @param cookieHash the hash code of the {@code Cookie} field as it went out, 0 when there was none: a page that
     *     redirects to itself after it has set a cookie is no loop
     */
    public record Step(HttpMethod method, HttpUrl url, boolean sentBody, int cookieHash) {

        /** True when a server sees the same request again; the fragment is not sent to it. */
        boolean repeats(Step other) {
            return cookieHash == other.cookieHash
                    && sentBody == other.sentBody
                    && method.equals(other.method)
                    && url.withFragment(null).equals(other.url.withFragment(null));
        }
    }
}
