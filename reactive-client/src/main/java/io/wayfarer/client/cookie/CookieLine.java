/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** One cookie in a {@link NetscapeCookieFile}. */
final class CookieLine {

    private static final String HTTP_ONLY = "#HttpOnly_";

    /** Begins the comment with what the columns cannot hold. */
    private static final String ATTRIBUTES = "#+ ";

    private static final String SAME_SITE = "SameSite=";
    private static final String PARTITION = "Partition=";
    private static final int COLUMNS = 7;

    /** The last second that every calendar of Java can hold, and a little more than any cookie's. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    /** What lua-http writes for a session cookie, where others write 0. */
    private static final long LUA_HTTP_SESSION = 2_147_483_647;

    private CookieLine() {}

    /** Whether the line holds no cookie by intention. */
    static boolean comment(String line) {
        return line.isBlank() || (line.startsWith("#") && !line.startsWith(HTTP_ONLY));
    }

    /** What a comment says of the cookie in the next line; null for any other comment. */
    static @Nullable String attributes(String comment) {
        return comment.startsWith(ATTRIBUTES) ? comment.substring(ATTRIBUTES.length()) : null;
    }

    /**
     * The cookie of a line; null when it is none.
     *
     * @param inverted whether lua-http has written it
     */
    static @Nullable Cookie parse(String line, @Nullable String attributes, boolean inverted) {
        boolean httpOnly = line.startsWith(HTTP_ONLY);
        String[] columns = (httpOnly ? line.substring(HTTP_ONLY.length()) : line).split("\t", COLUMNS);
        if (columns.length < COLUMNS - 1) {
            return null;
        }
        Boolean subdomains = flag(columns[1]);
        Boolean secure = flag(columns[3]);
        long expiry = seconds(columns[4]);
        String value = columns.length < COLUMNS ? "" : columns[6];
        if (subdomains == null || secure == null || expiry < 0) {
            return null;
        }
        try {
            CookieBuilder cookie =
                    Cookie.of(columns[5], value).path(columns[2]).secure(secure).httpOnly(httpOnly);
            // A name that is no subdomain of itself is a host; the dot before it says nothing the column does not.
            cookie.domain(columns[0]);
            cookie.hostOnly = subdomains == inverted || CookieMatch.ipAddress(cookie.domain);
            cookie.expiry(
                    expiry == 0 || (inverted && expiry == LUA_HTTP_SESSION) ? null : Instant.ofEpochSecond(expiry));
            if (attributes != null) {
                apply(attributes, cookie);
            }
            return cookie.build();
        } catch (IllegalArgumentException e) {
            return null; // Something that no Cookie field could carry.
        }
    }

    private static @Nullable Boolean flag(String column) {
        return switch (column.toUpperCase(Locale.ROOT)) {
            case "TRUE" -> Boolean.TRUE;
            case "FALSE" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** Whole seconds; -1 when the column is no number. Some programs write a fraction, or more than any date. */
    private static long seconds(String column) {
        long seconds = 0;
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            if (c == '.' && i > 0) {
                break;
            }
            if (c < '0' || c > '9') {
                return -1;
            }
            seconds = Math.min(seconds * 10 + (c - '0'), LATEST_SECOND);
        }
        return column.isEmpty() ? -1 : seconds;
    }

    private static void apply(String attributes, CookieBuilder cookie) {
        for (String attribute : attributes.split("; ", -1)) {
            if (attribute.startsWith(SAME_SITE)) {
                cookie.sameSite(SameSite.valueOf(attribute.substring(SAME_SITE.length())));
            } else if (attribute.startsWith(PARTITION)) {
                cookie.partition(attribute.substring(PARTITION.length()));
            }
        }
    }

    /** Whether the columns can hold it. A tab within a value does no harm, it stands in the last one. */
    static boolean writable(Cookie cookie) {
        return cookie.name().indexOf('\t') < 0 && cookie.path().indexOf('\t') < 0;
    }

    /** The line, with its line end, below a comment if it needs one. */
    static String format(Cookie cookie) {
        StringBuilder out = new StringBuilder(96);
        if (cookie.sameSite() != SameSite.DEFAULT || cookie.partitionKey() != null) {
            out.append(ATTRIBUTES).append(SAME_SITE).append(cookie.sameSite());
            if (cookie.partitionKey() != null) {
                out.append("; ").append(PARTITION).append(cookie.partitionKey());
            }
            out.append('\n');
        }
        out.append(cookie.httpOnly() ? HTTP_ONLY : "")
                .append(cookie.hostOnly() ? "" : ".")
                .append(cookie.domain())
                .append(cookie.hostOnly() ? "\tFALSE\t" : "\tTRUE\t")
                .append(octets(cookie.path()))
                .append(cookie.secure() ? "\tTRUE\t" : "\tFALSE\t")
                // Rounded up, so that it does not end before its time and never becomes a session cookie.
                .append(cookie.persistent() ? Math.max(1, -Math.floorDiv(-cookie.expiryMillis(), 1000)) : 0)
                .append('\t')
                .append(octets(cookie.name()))
                .append('\t')
                .append(octets(cookie.value()))
                .append('\n');
        return out.toString();
    }

    /** Text that an application wrote goes out in UTF-8, and so it does here. */
    private static String octets(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }
}
