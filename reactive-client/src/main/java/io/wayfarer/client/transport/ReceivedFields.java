/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;

import io.wayfarer.protocol.header.HeaderList;

/**
 * The fields of an answer as Spring sees them, read-only and without a copy: most answers are asked for two or three of
 * their fields.
 */
final class ReceivedFields implements MultiValueMap<String, String> {

    private final HeaderList fields;

    private ReceivedFields(HeaderList fields) {
        this.fields = fields;
    }

    static HttpHeaders headers(HeaderList fields) {
        return HttpHeaders.readOnlyHttpHeaders(new HttpHeaders(new ReceivedFields(fields)));
    }

    /** The value of {@code Content-Length}; -1 where there is none that is a number. */
    static long contentLength(HeaderList fields) {
        String value = fields.first(HttpHeaders.CONTENT_LENGTH);
        if (value == null || value.isEmpty() || value.length() > 18) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            length = length * 10 + digit;
        }
        return length;
    }

    private static boolean isField(String name) {
        return name.isEmpty() || name.charAt(0) != ':';
    }

    @Override
    public @Nullable String getFirst(String name) {
        return isField(name) ? fields.first(name) : null;
    }

    @Override
    public @Nullable List<String> get(Object key) {
        if (!(key instanceof String name) || !isField(name)) {
            return null;
        }
        List<String> values = fields.all(name);
        return values.isEmpty() ? null : values;
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof String name && isField(name) && fields.contains(name);
    }

    @Override
    public boolean containsValue(Object value) {
        return entrySet().stream().anyMatch(entry -> entry.getValue().equals(value));
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public int size() {
        return keySet().size();
    }

    /** Each name once, as it is written first. */
    @Override
    public Set<String> keySet() {
        Set<String> seen = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            if (isField(name) && seen.add(name.toLowerCase(Locale.ROOT))) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public Collection<List<String>> values() {
        return toMultiValues().values();
    }

    @Override
    public Set<Map.Entry<String, List<String>>> entrySet() {
        Set<Map.Entry<String, List<String>>> entries = new LinkedHashSet<>();
        keySet().forEach(name -> entries.add(new AbstractMap.SimpleImmutableEntry<>(name, fields.all(name))));
        return entries;
    }

    private Map<String, List<String>> toMultiValues() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        keySet().forEach(name -> map.put(name, new ArrayList<>(fields.all(name))));
        return map;
    }

    @Override
    public Map<String, String> toSingleValueMap() {
        Map<String, String> map = new LinkedHashMap<>();
        toMultiValues().forEach((name, values) -> map.put(name, values.get(0)));
        return map;
    }

    /** What {@link java.util.Map} asks of a map that cannot be changed; {@code HttpHeaders} refuses by the same exception. */
    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("the fields of an answer are read-only");
    }

    @Override
    public void add(String name, @Nullable String value) {
        throw readOnly();
    }

    @Override
    public void addAll(String name, List<? extends String> values) {
        throw readOnly();
    }

    @Override
    public void addAll(MultiValueMap<String, String> values) {
        throw readOnly();
    }

    @Override
    public void set(String name, @Nullable String value) {
        throw readOnly();
    }

    @Override
    public void setAll(Map<String, String> values) {
        throw readOnly();
    }

    @Override
    public @Nullable List<String> put(String name, List<String> values) {
        throw readOnly();
    }

    @Override
    public @Nullable List<String> remove(Object name) {
        throw readOnly();
    }

    @Override
    public void putAll(Map<? extends String, ? extends List<String>> values) {
        throw readOnly();
    }

    @Override
    public void clear() {
        throw readOnly();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Map<?, ?> map && toMultiValues().equals(map);
    }

    @Override
    public int hashCode() {
        return toMultiValues().hashCode();
    }

    /** The names alone: values may be secrets. */
    @Override
    public String toString() {
        return keySet().toString();
    }
}
