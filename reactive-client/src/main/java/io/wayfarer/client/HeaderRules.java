/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.List;
import java.util.Map;

import org.springframework.http.HttpHeaders;

import io.wayfarer.protocol.grammar.Tokens;

/** What a caller may put into a header section (RFC 9110 sections 5.1, 5.5 and 5.6.2). */
final class HeaderRules {

    private HeaderRules() {}

    static void check(HttpHeaders headers) {
        for (Map.Entry<String, List<String>> field : headers.headerSet()) {
            if (!Tokens.isToken(field.getKey())) {
                throw new IllegalArgumentException(
                        "header name: \"" + shown(field.getKey()) + "\" (expected: a token, RFC 9110 section 5.6.2)");
            }
            for (String value : field.getValue()) {
                if (!Tokens.isFieldValue(value)) {
                    throw new IllegalArgumentException(
                            "header " + field.getKey()
                                    + ": its value holds a control character, or one beyond U+00FF (expected: neither, RFC 9110 section 5.5)");
                }
            }
        }
    }

    /** A refused name, made harmless for a message. */
    static String shown(String text) {
        String start = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return start.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
