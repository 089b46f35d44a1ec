/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.util.ArrayList;
import java.util.List;

/** The {@code Cookie} field as a server reads it (RFC 6265bis section 4.2). */
public final class CookieField {

    private CookieField() {}

    /**
     * One cookie of a request.
     *
     * @param name empty where there is no equals sign, as for a cookie without a name
     * @param value as it was sent, quotes included
     */
    public record Pair(String name, String value) {

        /** The name alone: the value is a secret. */
        @Override
        public String toString() {
            return name + "=***";
        }
    }

    /**
     * One cookie as a field carries it: {@code name=value}, or the value alone without a name. A secret.
     *
     * @throws IllegalArgumentException when name or value hold what no field can carry
     */
    public static String format(String name, String value) {
        return new CookieBuilder(name, value).pair;
    }

    /** The cookies of one field, in their order, which begins with the longest path. Empty pairs are passed over. */
    public static List<Pair> parse(String field) {
        return parse(List.of(field));
    }

    /**
     * The cookies of all {@code Cookie} fields of a request, in their order. HTTP/2 may bring each in a field line of its
     * own (RFC 9113 section 8.2.3).
     */
    public static List<Pair> parse(List<String> fields) {
        List<Pair> pairs = new ArrayList<>();
        for (String field : fields) {
            int start = 0;
            while (start <= field.length()) {
                int semicolon = field.indexOf(';', start);
                int end = semicolon < 0 ? field.length() : semicolon;
                add(field, start, end, pairs);
                start = end + 1;
            }
        }
        return List.copyOf(pairs);
    }

    private static void add(String field, int start, int end, List<Pair> pairs) {
        int equals = field.indexOf('=', start);
        boolean named = equals >= 0 && equals < end;
        String name = named ? CookieText.trim(field, start, equals) : "";
        String value = CookieText.trim(field, named ? equals + 1 : start, end);
        if (!name.isEmpty() || !value.isEmpty()) {
            pairs.add(new Pair(name, value));
        }
    }
}
