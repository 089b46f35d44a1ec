/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Items between parentheses, which are one member together and have parameters of their own (RFC 9651 section 3.1.1).
 * Immutable.
 *
 * @param items in their order; there may be none
 * @param parameters what is said about all of them
 */
public record InnerList(List<Item> items, Parameters parameters) implements Member {

    /** Copies the list. */
    public InnerList {
        items = List.copyOf(items);
    }

    /** Without parameters. */
    public static InnerList of(Item... items) {
        return new InnerList(List.of(items), Parameters.none());
    }

    /** As it stands in a field value. */
    @Override
    public String toString() {
        return items.stream().map(Item::toString).collect(Collectors.joining(" ", "(", ")")) + parameters;
    }
}
