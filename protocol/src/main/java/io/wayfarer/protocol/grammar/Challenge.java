/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One challenge of {@code WWW-Authenticate} or {@code Proxy-Authenticate} (RFC 9110 section 11.3): a scheme, and
 * either one token68 or parameters. Immutable.
 */
public final class Challenge {

    private final String scheme;
    private final @Nullable String token68;
    private final Map<String, String> parameters;

    private Challenge(String scheme, @Nullable String token68, Map<String, String> parameters) {
        this.scheme = scheme;
        this.token68 = token68;
        this.parameters = Collections.unmodifiableMap(parameters);
    }

    /**
     * Reads all challenges of one field value, in their order (RFC 9110 section 11.6.1).
     *
     * <p>A comma separates challenges as well as the parameters of one: a name with an equals sign continues the
     * challenge before it, a name without begins the next. Empty list elements count for nothing.
     *
     * @return empty when the grammar is broken anywhere or a parameter appears twice in a challenge; an empty list
     *     when the field names no challenge at all
     */
    public static Optional<List<Challenge>> parse(CharSequence fieldValue) {
        List<Challenge> challenges = new ArrayList<>();
        FieldCursor cursor = new FieldCursor(fieldValue);
        skipSeparators(cursor);
        while (!cursor.atEnd()) {
            Challenge challenge = next(cursor);
            if (challenge == null) {
                return Optional.empty();
            }
            challenges.add(challenge);
        }
        return Optional.of(List.copyOf(challenges));
    }

    /** The authentication scheme as it was sent. Compare it by {@link #is(String)}. */
    public String scheme() {
        return scheme;
    }

    /** Whether this is the scheme's challenge; schemes have no case (RFC 9110 section 11.1). */
    public boolean is(String name) {
        return scheme.equalsIgnoreCase(name);
    }

    /** What stands in the place of parameters, as in {@code Negotiate YII=} (RFC 9110 section 11.2). */
    public Optional<String> token68() {
        return Optional.ofNullable(token68);
    }

    /** The value of a parameter, its name compared without case, its quotes and escapes undone. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
    }

    /** All parameters by name in lower case, in the order of the field. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The scheme and the names of its parameters: the values may be secrets. */
    @Override
    public String toString() {
        return scheme + parameters.keySet();
    }

    /** The challenge at the cursor, which then stands at the next one or at the end; null when there is none. */
    private static @Nullable Challenge next(FieldCursor cursor) {
        String scheme = cursor.token();
        if (scheme == null) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!cursor.skipWhiteSpace() || cursor.at(',') || cursor.atEnd()) {
            return skipSeparators(cursor) ? new Challenge(scheme, null, parameters) : null;
        }
        if (!atParameter(cursor)) {
            String token68 = cursor.token68();
            return token68 != null && skipSeparators(cursor) ? new Challenge(scheme, token68, parameters) : null;
        }
        while (atParameter(cursor)) {
            if (!readParameter(cursor, parameters) || !skipSeparators(cursor)) {
                return null;
            }
        }
        return new Challenge(scheme, null, parameters);
    }

    /** Looks ahead: a token, an equals sign and the beginning of a value. {@code abc==} and {@code abc=} are token68. */
    private static boolean atParameter(FieldCursor cursor) {
        int start = cursor.position();
        boolean found = false;
        if (cursor.token() != null) {
            cursor.skipWhiteSpace();
            if (cursor.skip('=')) {
                cursor.skipWhiteSpace();
                found = cursor.at('"') || cursor.atTokenCharacter();
            }
        }
        cursor.returnTo(start);
        return found;
    }

    private static boolean readParameter(FieldCursor cursor, Map<String, String> parameters) {
        String name = cursor.token();
        cursor.skipWhiteSpace();
        cursor.skip('=');
        cursor.skipWhiteSpace();
        String value = cursor.value();
        return name != null && value != null && parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value) == null;
    }

    /** Skips commas and the white space around them; false when something else stands where a comma has to. */
    private static boolean skipSeparators(FieldCursor cursor) {
        cursor.skipWhiteSpace();
        boolean separated = cursor.atEnd();
        while (cursor.skip(',')) {
            separated = true;
            cursor.skipWhiteSpace();
        }
        return separated;
    }
}
