/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.hop.HeaderFields;
import io.wayfarer.protocol.grammar.Tokens;
import io.wayfarer.protocol.header.HeaderList;

/** What a caller may put into a header section (RFC 9110 sections 5.1, 5.5 and 5.6.2). */
final class HeaderRules {

    private HeaderRules() {}

    /** @throws IllegalArgumentException for what may not stand there */
    static void check(HttpHeaders headers) {
        HeaderList fields = HeaderFields.list(headers);
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            if (!Tokens.isToken(name)) {
                throw new IllegalArgumentException(
                        "header name: \"" + shown(name) + "\" (expected: a token, RFC 9110 section 5.6.2)");
            }
            if (!Tokens.isFieldValue(fields.value(i))) {
                throw new IllegalArgumentException(
                        "header " + name
                                + ": its value holds a control character, or one beyond U+00FF (expected: neither, RFC 9110 section 5.5)");
            }
        }
    }

    /** A refused name, made harmless for a message. */
    static String shown(String text) {
        String start = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return start.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
