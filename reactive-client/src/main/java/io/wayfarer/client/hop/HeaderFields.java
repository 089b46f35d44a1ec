/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.util.MultiValueMapAdapter;

/** Walks through header fields, and copies them, as each hop does. */
public final class HeaderFields {

    private HeaderFields() {}

    /**
     * As {@link HttpHeaders#forEach}, which first makes a set of all names: a sixth of all that a small exchange costs above
     * the system calls. In Spring's own map a name can occur only once anyway; a map of somebody else may not see to that.
     */
    @SuppressWarnings("removal") // the map below the headers is to be had in no other way
    public static void each(HttpHeaders headers, BiConsumer<String, List<String>> action) {
        MultiValueMap<String, String> fields = headers.asMultiValueMap();
        if (fields instanceof MultiValueMapAdapter<String, String>) {
            fields.forEach(action);
        } else {
            headers.forEach(action);
        }
    }

    /** The same fields, to be changed: neither the fields nor the lists of their values are shared. */
    public static HttpHeaders copyOf(HttpHeaders headers) {
        HttpHeaders copy = new HttpHeaders();
        each(headers, (name, values) -> put(copy, name, values));
        return copy;
    }

    /** Puts a field with its values into headers that have no field of this name; the list is copied. */
    public static void put(HttpHeaders headers, String name, List<String> values) {
        headers.put(name, new ArrayList<>(values));
    }
}
