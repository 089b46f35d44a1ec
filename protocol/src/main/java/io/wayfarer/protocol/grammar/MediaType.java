/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A media type as in {@code Content-Type}, or a range of them as in {@code Accept} (RFC 9110 sections 8.3.1 and 12.5.1).
 * Immutable.
 *
 * @param type in lower case; {@code *} in a range
 * @param subtype in lower case; {@code *} in a range
 * @param parameters by name in lower case, in their order; values keep their case and have no quotes
 */
public record MediaType(String type, String subtype, Map<String, String> parameters) {

    /**
     * Checks what the program gives.
     *
     * @throws IllegalArgumentException when a name is no token, or a value holds what no field can carry
     */
    public MediaType {
        type = name("type", type);
        subtype = name("subtype", subtype);
        Map<String, String> copy = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (!Tokens.isFieldValue(value)) {
                throw new IllegalArgumentException("parameters: a value has characters that no field can carry");
            }
            copy.put(name("parameters", name), value);
        });
        parameters = Collections.unmodifiableMap(copy);
    }

    /** Without parameters. */
    public static MediaType of(String type, String subtype) {
        return new MediaType(type, subtype, Map.of());
    }

    /**
     * Reads a field value; of parameters with the same name, the first one counts.
     *
     * @return empty when the grammar is broken anywhere
     */
    public static Optional<MediaType> parse(CharSequence fieldValue) {
        FieldCursor cursor = new FieldCursor(fieldValue);
        cursor.skipWhiteSpace();
        String type = cursor.token();
        String subtype = type != null && cursor.skip('/') ? cursor.token() : null;
        if (type == null || subtype == null) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        cursor.skipWhiteSpace();
        while (cursor.skip(';')) {
            cursor.skipWhiteSpace();
            String name = cursor.token();
            if (name != null) {
                String value = cursor.skip('=') ? cursor.value() : null;
                if (value == null) {
                    return Optional.empty();
                }
                parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
                cursor.skipWhiteSpace();
            }
        }
        return cursor.atEnd() ? Optional.of(new MediaType(type, subtype, parameters)) : Optional.empty();
    }

    /** The value of a parameter, whose name is given in any case. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The character encoding that is named, if this platform knows it. */
    public Optional<Charset> charset() {
        @Nullable String name = parameters.get("charset");
        if (name == null || name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    /** Whether another type lies in this range; parameters other than {@code q} have to be there too. */
    public boolean includes(MediaType other) {
        return (type.equals("*") || type.equals(other.type))
                && (subtype.equals("*") || subtype.equals(other.subtype))
                && parameters.entrySet().stream()
                        .allMatch(wanted -> wanted.getKey().equals("q")
                                || wanted.getValue().equalsIgnoreCase(other.parameters.get(wanted.getKey())));
    }

    /** The field value, with quotes where they are needed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(type).append('/').append(subtype);
        parameters.forEach((name, value) ->
                text.append("; ").append(name).append('=').append(QuotedString.quoteUnlessToken(value)));
        return text.toString();
    }

    private static String name(String what, String token) {
        if (!Tokens.isToken(token)) {
            throw new IllegalArgumentException(what + ": not a token");
        }
        return token.toLowerCase(Locale.ROOT);
    }
}
