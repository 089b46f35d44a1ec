/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.wayfarer.client.url.HttpUrl;

/** What a server has said of alternatives in frames, until an answer on the same connection tells it. */
final class NamedAlternatives {

    /** Older ones make room. */
    private static final int MOST = 8;

    private final Deque<Named> named = new ArrayDeque<>(1);

    private record Named(String origin, String value) {

        boolean concerns(String own) {
            return origin.isEmpty() || origin.equals(own);
        }
    }

    void add(String origin, String value) {
        if (named.size() == MOST) {
            named.removeFirst();
        }
        named.addLast(new Named(origin, value));
    }

    /** Those of the URL's own origin, in order; nothing is kept, of other origins neither, which a server may claim as it likes. */
    List<String> take(HttpUrl url) {
        if (named.isEmpty()) {
            return List.of();
        }
        String own = url.origin().toString();
        List<String> values = named.stream()
                .filter(each -> each.concerns(own))
                .map(Named::value)
                .toList();
        named.clear();
        return values;
    }
}
