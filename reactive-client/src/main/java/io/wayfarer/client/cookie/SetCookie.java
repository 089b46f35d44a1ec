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

    private final String text;
    private final int attributeBytes;
    private String name = "";
    private int valueStart;
    private int valueEnd;
    private @Nullable Long maxAgeSeconds;
    private @Nullable Long expires;
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
        int octets = CookieText.octets(cookie.name) + CookieText.octets(text, cookie.valueStart, cookie.valueEnd);
        if (octets > limits.nameValueBytes()) {
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

    private void attribute(int from, int to) {
        int equals = text.indexOf('=', from);
        int nameEnd = equals < 0 || equals > to ? to : equals;
        int valueStart = Math.min(nameEnd + 1, to);
        int start = CookieText.skip(text, from, nameEnd);
        int length = CookieText.back(text, start, nameEnd) - start;
        switch (length) {
            case 4 -> {
                if (named("path", start)) {
                    path(valueStart, to);
                }
            }
            case 6 -> {
                if (named("domain", start)) {
                    domain(valueStart, to);
                } else if (named("secure", start)) {
                    secure |= fits(valueStart, to) != null;
                }
            }
            case 7 -> {
                if (named("max-age", start)) {
                    maxAge(valueStart, to);
                } else if (named("expires", start)) {
                    expires(valueStart, to);
                }
            }
            case 8 -> {
                if (named("samesite", start)) {
                    sameSite(valueStart, to);
                } else if (named("httponly", start)) {
                    httpOnly |= fits(valueStart, to) != null;
                }
            }
            case 11 -> {
                if (named("partitioned", start)) {
                    partitioned |= fits(valueStart, to) != null;
                }
            }
            default -> {}
        }
    }

    private boolean named(String attribute, int start) {
        return text.regionMatches(true, start, attribute, 0, attribute.length());
    }

    /** The attribute's value, or null when it is so long that the attribute is ignored. */
    private @Nullable String fits(int from, int to) {
        String trimmed = CookieText.trim(text, from, to);
        return CookieText.octets(trimmed) > attributeBytes ? null : trimmed;
    }

    /** Section 5.6.1. */
    private void expires(int from, int to) {
        String given = fits(from, to);
        long date = given == null ? CookieDate.INVALID : CookieDate.parse(given);
        if (date != CookieDate.INVALID) {
            expires = date;
        }
    }

    /** Section 5.6.2. */
    private void maxAge(int from, int to) {
        String given = fits(from, to);
        if (given == null || given.isEmpty() || given.equals("-")) {
            return;
        }
        boolean negative = given.charAt(0) == '-';
        long seconds = 0;
        for (int i = negative ? 1 : 0; i < given.length(); i++) {
            char c = given.charAt(i);
            if (c < '0' || c > '9') {
                return;
            }
            seconds = Math.min(seconds * 10 + (c - '0'), Integer.MAX_VALUE);
        }
        maxAgeSeconds = negative ? -seconds : seconds;
    }

    /** Section 5.6.3. */
    private void domain(int from, int to) {
        String given = fits(from, to);
        if (given != null) {
            domain = (given.startsWith(".") ? given.substring(1) : given).toLowerCase(Locale.ROOT);
        }
    }

    /** Section 5.6.4: a value that is no path stands for the default-path. */
    private void path(int from, int to) {
        String given = fits(from, to);
        if (given != null) {
            pathGiven = true;
            path = given.startsWith("/") ? given : null;
        }
    }

    /** Section 5.6.7. */
    private void sameSite(int from, int to) {
        String given = fits(from, to);
        if (given != null) {
            sameSite = switch (given.toLowerCase(Locale.ROOT)) {
                case "none" -> SameSite.NONE;
                case "strict" -> SameSite.STRICT;
                case "lax" -> SameSite.LAX;
                default -> SameSite.DEFAULT;
            };
        }
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

    /** Seconds to live, no more than fit an int; null without a valid {@code Max-Age}. */
    @Nullable
    Long maxAgeSeconds() {
        return maxAgeSeconds;
    }

    /** Milliseconds since the epoch; null without a valid {@code Expires}. */
    @Nullable
    Long expiresMillis() {
        return expires;
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
        return Optional.ofNullable(maxAgeSeconds).map(Duration::ofSeconds);
    }

    /** Empty without a valid {@code Expires}. */
    public Optional<Instant> expires() {
        return Optional.ofNullable(expires).map(Instant::ofEpochMilli);
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
