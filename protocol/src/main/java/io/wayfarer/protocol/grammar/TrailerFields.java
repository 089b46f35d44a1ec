/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.util.Locale;
import java.util.Set;

/** Which fields may come behind a body, RFC 9110 section 6.5.1. */
public final class TrailerFields {

    /** By which a message is framed, routed, admitted, cached or understood, all of which is over by then. In lower case. */
    private static final Set<String> TOO_LATE = Set.of(
            "age",
            "authorization",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-range",
            "content-type",
            "cookie",
            "date",
            "expect",
            "expires",
            "host",
            "keep-alive",
            "location",
            "pragma",
            "proxy-authenticate",
            "proxy-authorization",
            "range",
            "retry-after",
            "set-cookie",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "vary",
            "warning",
            "www-authenticate");

    private TrailerFields() {}

    /** Whether a field of this name, of which upper and lower case are the same, can mean nothing behind a body. */
    public static boolean isTooLate(String name) {
        return TOO_LATE.contains(name.toLowerCase(Locale.ROOT));
    }
}
