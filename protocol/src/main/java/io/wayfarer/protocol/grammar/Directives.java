/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directives of a field such as {@code Strict-Transport-Security}: names with or without a value, separated by
 * semicolons (RFC 6797 section 6.1). Immutable.
 *
 * <p>Names are compared without case. Values are tokens or quoted strings; the quotes are gone here.
 */
public final class Directives {

    /** In lower case. */
    private final Set<String> names;

    /** By name in lower case, for the directives that have one. */
    private final Map<String, String> values;

    private Directives(Set<String> names, Map<String, String> values) {
        this.names = Collections.unmodifiableSet(names);
        this.values = Map.copyOf(values);
    }

    /**
     * Reads a field value by the grammar of RFC 6797 section 6.1; empty directives between semicolons count for
     * nothing.
     *
     * @return empty when the grammar is broken anywhere, or when a name appears twice: the rules of the section say
     *     that then the whole field is ignored
     */
    public static Optional<Directives> parse(CharSequence fieldValue) {
        Set<String> names = new LinkedHashSet<>();
        Map<String, String> values = new HashMap<>();
        FieldCursor cursor = new FieldCursor(fieldValue);
        do {
            cursor.skipWhiteSpace();
            String token = cursor.token();
            if (token == null) {
                continue; // an empty directive, or nonsense that the end of the loop will see
            }
            String name = token.toLowerCase(Locale.ROOT);
            if (!names.add(name)) {
                return Optional.empty();
            }
            cursor.skipWhiteSpace();
            if (cursor.skip('=')) {
                cursor.skipWhiteSpace();
                String value = cursor.value();
                if (value == null) {
                    return Optional.empty();
                }
                values.put(name, value);
                cursor.skipWhiteSpace();
            }
        } while (cursor.skip(';'));
        return cursor.atEnd() ? Optional.of(new Directives(names, values)) : Optional.empty();
    }

    /** Whether the directive is there, with or without a value. */
    public boolean has(String name) {
        return names.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The value of a directive; empty when the directive is absent or has none. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The names in lower case, in the order of the field. */
    public Set<String> names() {
        return names;
    }

    /** The names alone: values may be secrets. */
    @Override
    public String toString() {
        return "Directives" + names;
    }
}
