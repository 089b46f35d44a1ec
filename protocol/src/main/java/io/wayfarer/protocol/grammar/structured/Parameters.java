/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is said about an item or an inner list: values by their keys, in order (RFC 9651 section 3.1.2). Immutable.
 *
 * @param values by key, in their order
 */
public record Parameters(Map<String, BareItem> values) {

    private static final Parameters NONE = new Parameters(Map.of());

    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException when a name is no key
     */
    public Parameters {
        values = Key.checked("values", values);
    }

    public static Parameters none() {
        return NONE;
    }

    /** The value of a key; the case counts. */
    public Optional<BareItem> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A copy with one more value, or with another one in its place. */
    public Parameters with(String key, BareItem value) {
        Map<String, BareItem> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Parameters(more);
    }

    /** As they stand in a field value, each behind a semicolon. A value that is true shows its key alone. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> {
            text.append(';').append(key);
            if (!value.equals(BareItem.BooleanValue.TRUE)) {
                text.append('=').append(value);
            }
        });
        return text.toString();
    }
}
