/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One {@code Set-Cookie} field as a client reads it (RFC 6265bis section 5.6). Of each attribute the last one counts.
 * Immutable once parsed.
 *
 * <p>Holds what the server wrote. Whether the cookie is accepted depends on the request as well: that is decided by a
 * {@link CookieStore}. A server that writes a field takes {@link SetCookieField}.
 */
public final class SetCookie {

    /** No time: the attribute is not there, or is not valid. */
    static final long ABSENT = CookieDate.INVALID;

    private final String text;
    private final int attributeBytes;
    private String name = "";
    private int valueStart;
    private int valueEnd;
    private long maxAgeSeconds = ABSENT;
    private long expiresMillis = ABSENT;
    private @Nullable String domain;
    private @Nullable String path;
    private boolean pathGiven;
    private boolean secure;
    private boolean httpOnly;
    private boolean partitioned;
    private SameSite sameSite = SameSite.DEFAULT;

    private SetCookie(String text, int attributeBytes) {
        this.text = text;
        this.attributeBytes = attributeBytes;
    }

    /**
     * Reads a field value with the {@linkplain CookieLimits#defaults() default limits}; empty when it must be ignored
     * entirely.
     */
    public static Optional<SetCookie> parse(String text) {
        return Optional.ofNullable(parse(text, CookieLimits.defaults()));
    }

    /** Reads the field value; null when it must be ignored entirely. */
    static @Nullable SetCookie parse(String text, CookieLimits limits) {
        if (!CookieText.harmless(text)) {
            return null; // Step 1.
        }
        SetCookie cookie = new SetCookie(text, limits.attributeBytes());
        int end = cookie.next(0);
        cookie.pair(end);
        if (!cookie.fits(limits.nameValueBytes())) {
            return null; // Step 5.
        }
        while (end < text.length()) {
            int start = end + 1;
            end = cookie.next(start);
            cookie.attribute(start, end);
        }
        return cookie;
    }

    private int next(int start) {
        int semicolon = text.indexOf(';', start);
        return semicolon < 0 ? text.length() : semicolon;
    }

    /** Steps 3 and 4: without an equals sign all of it is the value. */
    private void pair(int end) {
        int equals = text.indexOf('=');
        boolean named = equals >= 0 && equals < end;
        name = named ? CookieText.trim(text, 0, equals) : "";
        valueStart = CookieText.skip(text, named ? equals + 1 : 0, end);
        valueEnd = CookieText.back(text, valueStart, end);
    }

    /** Few texts are so long that their octets have to be counted. */
    private boolean fits(int most) {
        return CookieText.MOST_OCTETS * (name.length() + valueEnd - valueStart) <= most
                || CookieText.octets(name) + CookieText.octets(text, valueStart, valueEnd) <= most;
    }

    private void attribute(int from, int to) {
        int nameEnd = from;
        while (nameEnd < to && text.charAt(nameEnd) != '=') {
            nameEnd++;
        }
        int nameStart = CookieText.skip(text, from, nameEnd);
        int start = CookieText.skip(text, Math.min(nameEnd + 1, to), to);
        int end = CookieText.back(text, start, to);
        if (CookieText.MOST_OCTETS * (end - start) > attributeBytes
                && CookieText.octets(text, start, end) > attributeBytes) {
            return; // Step 6 of the loop over the attributes.
        }
        switch (CookieText.back(text, nameStart, nameEnd) - nameStart) {
            case 4 -> {
                if (named("path", nameStart)) {
                    path(start, end);
                }
            }
            case 6 -> {
                if (named("secure", nameStart)) {
                    secure = true;
                } else if (named("domain", nameStart)) {
                    domain(start, end);
                }
            }
            case 7 -> {
                if (named("max-age", nameStart)) {
                    maxAge(start, end);
                } else if (named("expires", nameStart)) {
                    expires(start, end);
                }
            }
            case 8 -> {
                if (named("httponly", nameStart)) {
                    httpOnly = true;
                } else if (named("samesite", nameStart)) {
                    sameSite(start, end);
                }
            }
            case 11 -> partitioned |= named("partitioned", nameStart);
            default -> {}
        }
    }

    /** Whether these letters stand there, in either case; of a hyphen's two shapes one is a control character. */
    private boolean named(String attribute, int start) {
        for (int i = 0; i < attribute.length(); i++) {
            if ((text.charAt(start + i) | 0x20) != attribute.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Section 5.6.1. */
    private void expires(int from, int to) {
        long date = CookieDate.parse(text.substring(from, to));
        if (date != CookieDate.INVALID) {
            expiresMillis = date;
        }
    }

    /** Section 5.6.2. */
    private void maxAge(int from, int to) {
        boolean negative = from < to && text.charAt(from) == '-';
        int digits = negative ? from + 1 : from;
        if (digits == to) {
            return;
        }
        long seconds = 0;
        for (int i = digits; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return;
            }
            seconds = Math.min(seconds * 10 + (c - '0'), Integer.MAX_VALUE);
        }
        maxAgeSeconds = negative ? -seconds : seconds;
    }

    /** Section 5.6.3. */
    private void domain(int from, int to) {
        boolean dotted = from < to && text.charAt(from) == '.';
        domain = text.substring(dotted ? from + 1 : from, to).toLowerCase(Locale.ROOT);
    }

    /** Section 5.6.4: a value that is no path stands for the default-path. */
    private void path(int from, int to) {
        pathGiven = true;
        path = from < to && text.charAt(from) == '/' ? CookieText.trim(text, from, to) : null;
    }

    /** Section 5.6.7. */
    private void sameSite(int from, int to) {
        sameSite = switch (text.substring(from, to).toLowerCase(Locale.ROOT)) {
            case "none" -> SameSite.NONE;
            case "strict" -> SameSite.STRICT;
            case "lax" -> SameSite.LAX;
            default -> SameSite.DEFAULT;
        };
    }

    /** As in a {@code Cookie} field. In most cookies that is how the text begins, and nothing is copied twice. */
    String pair() {
        if (name.isEmpty()) {
            return text.substring(valueStart, valueEnd);
        }
        boolean plain = valueStart == name.length() + 1 && text.startsWith(name);
        return plain ? text.substring(0, valueEnd) : name + "=" + text.substring(valueStart, valueEnd);
    }

    /** Step 2 of section 5.7. */
    boolean empty() {
        return name.isEmpty() && valueStart == valueEnd;
    }

    /** Seconds to live, no more than fit an int; {@link #ABSENT} without a valid {@code Max-Age}. */
    long maxAgeSeconds() {
        return maxAgeSeconds;
    }

    /** Milliseconds since the epoch; {@link #ABSENT} without a valid {@code Expires}. */
    long expiresMillis() {
        return expiresMillis;
    }

    /** Null without the attribute, and possibly empty with it. */
    @Nullable
    String domainName() {
        return domain;
    }

    /** Null stands for the default-path. */
    @Nullable
    String pathPrefix() {
        return path;
    }

    /** True when there is a {@code Path} attribute, even one without a usable path. */
    boolean pathGiven() {
        return pathGiven;
    }

    /** Empty where there is no equals sign. */
    public String name() {
        return name;
    }

    /** As it was sent, quotes included. A secret: never to be shown. */
    public String value() {
        return text.substring(valueStart, valueEnd);
    }

    /** Empty without a valid {@code Max-Age}; zero or less deletes the cookie; no more than 2147483647 seconds. */
    public Optional<Duration> maxAge() {
        return maxAgeSeconds == ABSENT ? Optional.empty() : Optional.of(Duration.ofSeconds(maxAgeSeconds));
    }

    /** Empty without a valid {@code Expires}. */
    public Optional<Instant> expires() {
        return expiresMillis == ABSENT ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiresMillis));
    }

    /** Lower case, without a leading dot; empty without the attribute. */
    public Optional<String> domain() {
        return Optional.ofNullable(domain);
    }

    /** Empty where the default-path is meant. */
    public Optional<String> path() {
        return Optional.ofNullable(path);
    }

    public boolean secure() {
        return secure;
    }

    public boolean httpOnly() {
        return httpOnly;
    }

    public boolean partitioned() {
        return partitioned;
    }

    public SameSite sameSite() {
        return sameSite;
    }

    /** The name alone. */
    @Override
    public String toString() {
        return "SetCookie[" + name + "=***]";
    }
}
