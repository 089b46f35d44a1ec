/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import java.util.Locale;
import java.util.Set;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.hop.HeaderFields;

/**
 * Which header fields of the caller go along with a redirect. Names in lower case.
 *
 * <p>Across origins a list of what is harmless decides, because no list of secrets is ever complete. What stays behind
 * on one hop is gone for the hops after it.
 */
final class TravellingHeaders {

    /** Content negotiation, conditions, ranges, caching, the user agent and W3C trace context; nothing that says who asks. */
    private static final Set<String> HARMLESS = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "pragma",
            "range",
            "traceparent",
            "tracestate",
            "user-agent");

    /** Fields that describe the body, and go where it goes. */
    private static final Set<String> OF_THE_BODY = Set.of(
            "content-digest",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-length",
            "content-md5",
            "content-type",
            "digest",
            "expect",
            "repr-digest",
            "trailer",
            "transfer-encoding");

    private TravellingHeaders() {}

    /** Those that go with a redirect inside an origin. */
    static HttpHeaders withinOrigin(HttpHeaders headers, boolean bodyDropped) {
        if (!bodyDropped) {
            return HeaderFields.copyOf(headers);
        }
        HttpHeaders kept = new HttpHeaders();
        HeaderFields.each(headers, (name, values) -> {
            if (!describesBody(lower(name))) {
                HeaderFields.put(kept, name, values);
            }
        });
        return kept;
    }

    /** Those that go with a redirect to another origin. */
    static HttpHeaders acrossOrigins(HttpHeaders headers, boolean sendBody, Set<String> named) {
        HttpHeaders kept = new HttpHeaders();
        HeaderFields.each(headers, (name, values) -> {
            String key = lower(name);
            if (describesBody(key) ? sendBody && travels(key, named) : HARMLESS.contains(key) || named.contains(key)) {
                HeaderFields.put(kept, name, values);
            }
        });
        return kept;
    }

    private static boolean travels(String name, Set<String> named) {
        return OF_THE_BODY.contains(name) || named.contains(name);
    }

    /** Wider than the list of those that travel: an unknown {@code Content-} field must not describe a body that is gone. */
    private static boolean describesBody(String name) {
        return name.startsWith("content-") || OF_THE_BODY.contains(name);
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
