/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import java.util.Optional;

/**
 * One value and its parameters (RFC 9651 section 3.3). Immutable.
 *
 * @param value the value itself
 * @param parameters what is said about it
 */
public record Item(BareItem value, Parameters parameters) implements Member {

    /** Without parameters. */
    public static Item of(BareItem value) {
        return new Item(value, Parameters.none());
    }

    /**
     * Reads a field that is an item (section 4.2).
     *
     * @return empty when the text is anything else
     */
    public static Optional<Item> parse(CharSequence fieldValue) {
        return FieldReading.whole(fieldValue, FieldReading::item);
    }

    /** The field value. */
    @Override
    public String toString() {
        return value.toString() + parameters;
    }
}
