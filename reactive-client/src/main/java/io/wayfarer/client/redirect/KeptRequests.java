/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import org.springframework.http.HttpMethod;

/**
 * Which requests keep their method and body on a redirect (RFC 9110 section 15.4). The others become a GET without a body, and
 * HEAD stays HEAD.
 *
 * @param postOn301 whether a POST stays one
 * @param postOn302 whether a POST stays one
 * @param postOn303 whether a POST stays one; everything else becomes a GET there
 */
record KeptRequests(boolean postOn301, boolean postOn302, boolean postOn303) {

    boolean contains(RedirectAttempt attempt) {
        boolean post = attempt.method().equals(HttpMethod.POST);
        return switch (attempt.status()) {
            case 301 -> !post || postOn301;
            case 302 -> !post || postOn302;
            case 303 -> post && postOn303;
            case 300 -> !post; // The server leaves the choice to the client, which chooses as after a 302.
            default -> true;
        };
    }

    boolean bodyTravels(RedirectAttempt attempt) {
        return attempt.bodyPresent() && contains(attempt);
    }

    HttpMethod method(RedirectAttempt attempt) {
        HttpMethod method = attempt.method();
        return contains(attempt) || method.equals(HttpMethod.HEAD) ? method : HttpMethod.GET;
    }
}
