/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The entries of a form or a query in their order, names repeated as often as they were given (WHATWG URL section 5,
 * {@code application/x-www-form-urlencoded}). Immutable.
 */
public final class FormData {

    private final List<Entry> entries;

    private FormData(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Collects entries. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads an encoded form. Never fails: whatever the text, it means some entries, as the WHATWG parser defines them.
     * There are at most as many entries as characters.
     */
    public static FormData parse(String text) {
        List<Entry> entries = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('&', start);
            if (end < 0) {
                end = text.length();
            }
            if (end > start) {
                entries.add(entry(text.substring(start, end)));
            }
            start = end + 1;
        }
        return new FormData(entries);
    }

    /** All entries in their order. */
    public List<Entry> entries() {
        return entries;
    }

    /** The first value of a name; names have case. */
    public Optional<String> first(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::value)
                .findFirst();
    }

    /** All values of a name in their order; none when the name is absent. */
    public List<String> all(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::value)
                .toList();
    }

    /** The encoded form, ASCII only: the body of a POST or the query of a URL. */
    public String encode() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            if (!text.isEmpty()) {
                text.append('&');
            }
            text.append(PercentCoding.encodeForm(entry.name()))
                    .append('=')
                    .append(PercentCoding.encodeForm(entry.value()));
        }
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FormData that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /** The names alone: a form may hold a password. */
    @Override
    public String toString() {
        return "FormData" + entries.stream().map(Entry::name).toList();
    }

    private static Entry entry(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0
                ? new Entry(PercentCoding.decodeForm(pair), "")
                : new Entry(
                        PercentCoding.decodeForm(pair.substring(0, equals)),
                        PercentCoding.decodeForm(pair.substring(equals + 1)));
    }

    /**
     * One name with one value, both decoded.
     *
     * @param name may be empty
     * @param value may be empty
     */
    public record Entry(String name, String value) {

        /** The name alone: the value may be a secret. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** Collects entries in their order. Not thread-safe. */
    public static final class Builder {

        private final List<Entry> entries = new ArrayList<>();

        private Builder() {}

        /** Appends an entry, whether or not the name is there already. */
        public Builder add(String name, String value) {
            entries.add(new Entry(name, value));
            return this;
        }

        /** The entries so far; the builder can go on. */
        public FormData build() {
            return new FormData(entries);
        }
    }
}
