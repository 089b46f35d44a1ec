/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Set;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.hop.HeaderFields;
import io.wayfarer.protocol.header.HeaderList;

/** What a request may say behind its body (RFC 9110 section 6.5.1). */
final class Trailers {

    /** By which a server frames, routes or admits a message, all of which is over by then. In lower case. */
    private static final Set<String> TOO_LATE = Set.of(
            "authorization",
            "content-encoding",
            "content-length",
            "content-range",
            "content-type",
            "cookie",
            "expect",
            "host",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding");

    private Trailers() {}

    static HeaderList checked(HttpHeaders section) {
        HeaderList.Builder fields = HeaderList.builder();
        HeaderFields.each(section, (name, values) -> {
            if (TOO_LATE.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "trailer " + name + ": cannot come behind the body (expected: a header field)");
            }
            values.forEach(value -> fields.add(name, value));
        });
        return fields.build();
    }
}
