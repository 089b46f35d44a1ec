/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import org.springframework.http.HttpMethod;

import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopSite;
import io.wayfarer.client.url.HttpUrl;

/**
 * The request for which cookies are stored or looked up.
 *
 * @param url the URL of the request; port, query and fragment play no part
 * @param safeMethod whether the method is safe (RFC 9110 section 9.2.1)
 * @param site on whose behalf the request is made
 * @param http false for a "non-HTTP" API, such as a script, which sees no cookie with {@code HttpOnly}
 */
public record CookieContext(HttpUrl url, boolean safeMethod, HopSite site, boolean http) {

    /** A GET as if the user had typed the URL. */
    public static CookieContext of(HttpUrl url) {
        return new CookieContext(url, true, HopSite.USER, true);
    }

    /** The request of a hop. */
    public static CookieContext of(Hop hop) {
        return new CookieContext(hop.url(), safe(hop.method()), hop.site(), true);
    }

    private static boolean safe(HttpMethod method) {
        return method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.HEAD)
                || method.equals(HttpMethod.OPTIONS)
                || method.equals(HttpMethod.TRACE);
    }
}
