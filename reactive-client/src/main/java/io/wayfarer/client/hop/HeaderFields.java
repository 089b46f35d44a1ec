/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.util.MultiValueMapAdapter;

import io.wayfarer.protocol.header.HeaderList;

/**
 * A list of fields as Spring sees them, read-only and without a copy. Fields that nobody changes are kept so on their way
 * through the client: to make one of Spring's maps of them, and to walk through it, would cost a small exchange a sixth of what
 * it costs above the system calls, and most are asked for two or three names.
 */
public final class HeaderFields implements MultiValueMap<String, String> {

    /** So many names are looked for among each other sooner than a set of them is made. */
    private static final int FEW = 32;

    private final HeaderList fields;

    private HeaderFields(HeaderList fields) {
        this.fields = fields;
    }

    /** The list as Spring's type; pseudo-header fields are none of it. Who changes it gets an {@link UnsupportedOperationException}. */
    public static HttpHeaders headers(HeaderList fields) {
        return new HttpHeaders(new HeaderFields(fields));
    }

    /**
     * The fields as a list, without a copy where they are one; credentials are {@linkplain HeaderList#neverIndexed never
     * indexed}.
     */
    @SuppressWarnings("removal") // the map below the headers is to be had in no other way
    public static HeaderList list(HttpHeaders headers) {
        MultiValueMap<String, String> map = headers.asMultiValueMap();
        if (map instanceof HeaderFields known) {
            return known.withoutPseudo();
        }
        HeaderList.Builder list = HeaderList.builder();
        if (map instanceof MultiValueMapAdapter<String, String>) {
            map.forEach((name, values) -> add(list, name, values));
        } else {
            // Makes a set of all names first, which a map of somebody else may need and Spring's does not.
            headers.forEach((name, values) -> add(list, name, values));
        }
        return list.build();
    }

    private static void add(HeaderList.Builder list, String name, List<String> values) {
        boolean secret = name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)
                || name.equalsIgnoreCase(HttpHeaders.PROXY_AUTHORIZATION);
        for (int i = 0; i < values.size(); i++) {
            if (secret) {
                list.addNeverIndexed(name, values.get(i));
            } else {
                list.add(name, values.get(i));
            }
        }
    }

    /** The same fields, which no change of the others reaches, and which nobody changes. */
    public static HttpHeaders frozen(HttpHeaders headers) {
        return headers(list(headers));
    }

    /** The same fields, to be changed. */
    public static HttpHeaders copyOf(HttpHeaders headers) {
        HeaderList list = list(headers);
        HttpHeaders copy = new HttpHeaders();
        for (int i = 0; i < list.size(); i++) {
            copy.add(list.name(i), list.value(i));
        }
        return copy;
    }

    private HeaderList withoutPseudo() {
        if (fields.isEmpty() || isField(fields.name(0))) {
            return fields;
        }
        HeaderList.Builder ordinary = HeaderList.builder();
        for (int i = 0; i < fields.size(); i++) {
            if (isField(fields.name(i))) {
                ordinary.add(fields, i);
            }
        }
        return ordinary.build();
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
        return fields.isEmpty() || withoutPseudo().isEmpty();
    }

    @Override
    public int size() {
        return keySet().size();
    }

    /** Each name once, as it is written first. */
    @Override
    public Set<String> keySet() {
        Set<String> names = new LinkedHashSet<>();
        forEachName(names::add);
        return names;
    }

    private void forEachName(Consumer<String> action) {
        Set<String> seen = fields.size() > FEW ? new HashSet<>() : null;
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            boolean first = seen == null ? fields.indexOf(name, 0) == i : seen.add(name.toLowerCase(Locale.ROOT));
            if (first && isField(name)) {
                action.accept(name);
            }
        }
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super List<String>> action) {
        forEachName(name -> action.accept(name, fields.all(name)));
    }

    @Override
    public Collection<List<String>> values() {
        return toMultiValues().values();
    }

    @Override
    public Set<Map.Entry<String, List<String>>> entrySet() {
        Set<Map.Entry<String, List<String>>> entries = new LinkedHashSet<>();
        forEach((name, values) -> entries.add(new AbstractMap.SimpleImmutableEntry<>(name, values)));
        return entries;
    }

    private Map<String, List<String>> toMultiValues() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        forEach(map::put);
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
        return new UnsupportedOperationException("these fields are read-only");
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
