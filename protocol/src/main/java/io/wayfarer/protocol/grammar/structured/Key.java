/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of parameters and of a dictionary's members (RFC 9651 section 3.1.2). */
final class Key {

    private Key() {}

    static boolean begins(int c) {
        return (c >= 'a' && c <= 'z') || c == '*';
    }

    static boolean continues(int c) {
        return begins(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    }

    static boolean is(String text) {
        return !text.isEmpty() && begins(text.charAt(0)) && text.chars().allMatch(Key::continues);
    }

    /** A copy that nobody changes, its order kept. */
    static <T> Map<String, T> checked(String what, Map<String, T> values) {
        Map<String, T> copy = new LinkedHashMap<>(values);
        for (String name : copy.keySet()) {
            if (!is(name)) {
                throw new IllegalArgumentException(what
                        + ": a name is no key (expected: a to z or *, then also 0 to 9, underscore, hyphen and dot)");
            }
        }
        return Collections.unmodifiableMap(copy);
    }
}
