/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.altsvc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.client.url.InvalidUrlException;
import io.wayfarer.protocol.grammar.Directives;
import io.wayfarer.protocol.grammar.FieldList;
import io.wayfarer.protocol.grammar.PercentCoding;
import io.wayfarer.protocol.grammar.QuotedString;
import io.wayfarer.protocol.grammar.Tokens;

/**
 * An {@code Alt-Svc} field (RFC 7838 section 3), read without ever failing: a member that breaks the grammar, or that no
 * connection could be made to, is left out.
 *
 * @param clear whether all that was said before is taken back
 * @param values in the server's order of preference, the first {@value #MOST_VALUES} of them
 */
record AltSvcField(boolean clear, List<Value> values) {

    static final int MOST_VALUES = 8;

    /** A field longer than this is nobody's honest list. */
    private static final int MOST_CHARACTERS = 8192;

    /** What ALPN allows for a name (RFC 7301 section 3.1). */
    private static final int LONGEST_PROTOCOL = 255;

    /** What the DNS allows for a name, and brackets. */
    private static final int LONGEST_HOST = 255;

    private static final Duration DEFAULT_AGE = Duration.ofHours(24);

    /** However long a server wishes. */
    private static final long MOST_SECONDS = Duration.ofDays(365).toSeconds();

    /**
     * One alternative.
     *
     * @param protocol its name in ALPN, decoded
     * @param host empty for the server's own
     * @param maxAge from when the answer was made
     * @param persist whether it outlives a change of networks
     */
    record Value(String protocol, String host, int port, Duration maxAge, boolean persist) {}

    AltSvcField {
        values = List.copyOf(values);
    }

    /** @param lines of all fields of this name, which are one list (RFC 9110 section 5.3) */
    static AltSvcField parse(List<String> lines) {
        List<Value> values = new ArrayList<>();
        int length = 0;
        for (String line : lines) {
            length += line.length();
            if (length > MOST_CHARACTERS) {
                return new AltSvcField(false, List.of());
            }
            for (String member : FieldList.elements(line).orElse(List.of())) {
                if (member.equals("clear")) {
                    return new AltSvcField(true, List.of());
                }
                Value value = values.size() < MOST_VALUES ? value(member) : null;
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return new AltSvcField(false, values);
    }

    private static @Nullable Value value(String member) {
        int equals = member.indexOf('=');
        int end = equals < 0 ? -1 : endOfQuotes(member, equals + 1);
        if (end < 0) {
            return null;
        }
        String protocol = protocol(member.substring(0, equals));
        String authority =
                QuotedString.unquote(member.substring(equals + 1, end)).orElse("");
        Directives parameters = parameters(member.substring(end).stripLeading());
        int colon = authority.lastIndexOf(':');
        if (protocol == null || parameters == null || colon < 0) {
            return null;
        }
        String host = host(authority.substring(0, colon));
        int port = port(authority.substring(colon + 1));
        Duration maxAge = parameters.value("ma").map(AltSvcField::age).orElse(DEFAULT_AGE);
        return host == null || port < 1 || maxAge.isNegative()
                ? null
                : new Value(
                        protocol,
                        host,
                        port,
                        maxAge,
                        parameters.value("persist").orElse("").equals("1"));
    }

    /** Behind the closing quote of the quoted string that begins here; -1 when none does. */
    private static int endOfQuotes(String text, int start) {
        if (start == text.length() || text.charAt(start) != '"') {
            return -1;
        }
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    /** ALPN knows octets, and every name in use is ASCII. */
    private static @Nullable String protocol(String encoded) {
        if (!Tokens.isToken(encoded)) {
            return null;
        }
        String decoded = PercentCoding.decodeComponent(encoded).orElse("");
        boolean usable = decoded.length() <= LONGEST_PROTOCOL
                && StandardCharsets.US_ASCII.newEncoder().canEncode(decoded)
                && decoded.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"');
        return usable && !decoded.isEmpty() ? decoded : null;
    }

    private static @Nullable Directives parameters(String rest) {
        if (rest.isEmpty()) {
            return Directives.parse("").orElse(null);
        }
        return rest.charAt(0) == ';' ? Directives.parse(rest.substring(1)).orElse(null) : null;
    }

    /**
     * The host, empty when there is none; null for one that a URL would not write so, such as {@code 0x7f.1}, which looks like
     * a name and is an address.
     */
    static @Nullable String host(String text) {
        if (text.isEmpty()) {
            return text;
        }
        if (text.length() > LONGEST_HOST) {
            return null;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            return HttpUrl.parse("https://" + lower + ":1/").host().equals(lower) ? lower : null;
        } catch (InvalidUrlException e) {
            return null;
        }
    }

    /** -1 when the text is none. */
    static int port(String text) {
        long port = digits(text, 5);
        return port >= 1 && port <= 65_535 ? (int) port : -1;
    }

    private static Duration age(String text) {
        // Digits beyond any lifetime are a long lifetime all the same (RFC 9111 section 1.2.2).
        boolean huge = text.length() > 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return Duration.ofSeconds(huge ? MOST_SECONDS : Math.min(MOST_SECONDS, digits(text, 10)));
    }

    private static long digits(String text, int most) {
        if (text.isEmpty() || text.length() > most || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Long.parseLong(text);
    }

    /** How old an answer says it is (RFC 9111 section 5.1); zero when it does not say. */
    static Duration ageOf(@Nullable String field) {
        return field == null
                ? Duration.ZERO
                : Optional.of(age(field.strip()))
                        .filter(age -> !age.isNegative())
                        .orElse(Duration.ZERO);
    }
}
