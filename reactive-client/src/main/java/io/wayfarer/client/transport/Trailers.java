/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.hop.HeaderFields;
import io.wayfarer.protocol.grammar.TrailerFields;
import io.wayfarer.protocol.header.HeaderList;

/** What a request may say behind its body (RFC 9110 section 6.5.1). */
final class Trailers {

    private Trailers() {}

    static HeaderList checked(HttpHeaders section) {
        HeaderList fields = HeaderFields.list(section);
        for (int i = 0; i < fields.size(); i++) {
            if (TrailerFields.isTooLate(fields.name(i))) {
                throw new IllegalArgumentException(
                        "trailer " + fields.name(i) + ": cannot come behind the body (expected: a header field)");
            }
        }
        return fields;
    }
}
