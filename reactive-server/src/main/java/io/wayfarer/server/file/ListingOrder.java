/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.springframework.util.MultiValueMap;

import io.wayfarer.server.file.Listing.Item;

/** The order of a listing, as the query of its URL asks for it; folders always come first. */
record ListingOrder(Column column, boolean descending) {

    /** What a listing says about each of its items. */
    enum Column {
        NAME("Name", Comparator.comparing(Item::name, String.CASE_INSENSITIVE_ORDER)),
        SIZE("Size", Comparator.comparingLong(Item::length)),
        CHANGED("Changed", Comparator.comparing(Item::changed));

        private final String title;

        @SuppressWarnings("ImmutableEnumChecker") // comparators of methods have no state
        private final Comparator<Item> comparator;

        Column(String title, Comparator<Item> comparator) {
            this.title = title;
            this.comparator = comparator;
        }

        String title() {
            return title;
        }

        private String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String DESCENDING = "desc";

    /** By name where the query says nothing that is understood. */
    static ListingOrder of(MultiValueMap<String, String> query) {
        String sort = query.getFirst("sort");
        for (Column column : Column.values()) {
            if (column.parameter().equals(sort)) {
                return new ListingOrder(column, DESCENDING.equals(query.getFirst("order")));
            }
        }
        return new ListingOrder(Column.NAME, false);
    }

    /** The query of the order that a click on the head of a column asks for: the other direction of the present one. */
    String queryOf(Column wanted) {
        boolean turned = wanted == column && !descending;
        return "?sort=" + wanted.parameter() + "&order=" + (turned ? DESCENDING : "asc");
    }

    List<Item> sorted(List<Item> items) {
        Comparator<Item> inColumn = descending ? column.comparator.reversed() : column.comparator;
        Function<Item, Boolean> filesLast = item -> !item.folder();
        return items.stream()
                .sorted(Comparator.comparing(filesLast).thenComparing(inColumn).thenComparing(Item::name))
                .toList();
    }
}
