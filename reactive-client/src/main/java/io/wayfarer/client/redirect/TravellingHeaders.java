/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import io.wayfarer.protocol.header.HeaderList;

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
    static HeaderList.Builder withinOrigin(HeaderList fields, boolean bodyDropped) {
        return bodyDropped ? kept(fields, name -> !describesBody(name)) : fields.toBuilder();
    }

    /** Those that go with a redirect to another origin. */
    static HeaderList.Builder acrossOrigins(HeaderList fields, boolean sendBody, Set<String> named) {
        return kept(
                fields,
                name -> describesBody(name)
                        ? sendBody && travels(name, named)
                        : HARMLESS.contains(name) || named.contains(name));
    }

    private static HeaderList.Builder kept(HeaderList fields, Predicate<String> rule) {
        HeaderList.Builder kept = HeaderList.builder();
        for (int i = 0; i < fields.size(); i++) {
            if (rule.test(lower(fields.name(i)))) {
                kept.add(fields, i);
            }
        }
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
