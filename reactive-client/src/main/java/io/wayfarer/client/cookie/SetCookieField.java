/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A {@code Set-Cookie} field as a server writes it (RFC 6265bis section 4.1), strict about the grammar. Immutable; each
 * {@code with} method answers a copy, or throws {@link IllegalArgumentException} for what the grammar forbids.
 *
 * <pre>{@code
 * String field = SetCookieField.of("__Host-sid", id).withSecure().withHttpOnly().withSameSite(SameSite.LAX).text();
 * }</pre>
 */
public final class SetCookieField {

    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

    private final String name;
    private final String value;
    private @Nullable Instant expires;
    private @Nullable Duration maxAge;
    private @Nullable String domain;
    private @Nullable String path;
    private SameSite sameSite = SameSite.DEFAULT;
    private boolean secure;
    private boolean httpOnly;
    private boolean partitioned;

    private SetCookieField(String name, String value) {
        this.name = name;
        this.value = value;
    }

    private SetCookieField(SetCookieField from) {
        this(from.name, from.value);
        this.expires = from.expires;
        this.maxAge = from.maxAge;
        this.domain = from.domain;
        this.path = from.path;
        this.sameSite = from.sameSite;
        this.secure = from.secure;
        this.httpOnly = from.httpOnly;
        this.partitioned = from.partitioned;
    }

    /**
     * A session cookie of the host that sends it, at the request's default path; with the prefix {@code __Host-} at the
     * path {@code /}.
     *
     * @param name a token (RFC 9110 section 5.6.2)
     * @param value without blanks, commas, semicolons, backslashes and characters outside ASCII; quotes only around it
     */
    public static SetCookieField of(String name, String value) {
        if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && SEPARATORS.indexOf(c) < 0)) {
            throw new IllegalArgumentException("cookie name: \"" + name + "\" (expected: a token)");
        }
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        String octets = quoted ? value.substring(1, value.length() - 1) : value;
        if (!octets.chars().allMatch(c -> c > ' ' && c < 0x7f && "\",;\\".indexOf(c) < 0)) {
            throw new IllegalArgumentException("the value of the cookie \"" + name
                    + "\" is no cookie-value (expected: printable ASCII without blank, comma, semicolon, backslash and"
                    + " quote); encode it, for example in Base64");
        }
        SetCookieField field = new SetCookieField(name, value);
        field.path = prefixed(name, "__Host-") ? "/" : null;
        return field;
    }

    /** Ends at an instant; the field tells whole seconds. */
    public SetCookieField withExpires(Instant instant) {
        SetCookieField copy = new SetCookieField(this);
        copy.expires = instant;
        return copy;
    }

    /** Ends after a time; zero or less deletes the cookie. Goes before {@link #withExpires}. */
    public SetCookieField withMaxAge(Duration time) {
        SetCookieField copy = new SetCookieField(this);
        copy.maxAge = time;
        return copy;
    }

    /** Sent to this domain and all below; a host name in ASCII. */
    public SetCookieField withDomain(String name) {
        String bare = name.startsWith(".") ? name.substring(1) : name;
        if (bare.isEmpty() || !bare.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("cookie domain: \"" + name + "\" (expected: a host name in ASCII)");
        }
        SetCookieField copy = new SetCookieField(this);
        copy.domain = bare.toLowerCase(Locale.ROOT);
        return copy;
    }

    /** Sent to this path and all below; begins with a slash. */
    public SetCookieField withPath(String newPath) {
        if (!newPath.startsWith("/") || !newPath.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != ';')) {
            throw new IllegalArgumentException("cookie path: \"" + newPath + "\" (expected: /... in ASCII)");
        }
        SetCookieField copy = new SetCookieField(this);
        copy.path = newPath;
        return copy;
    }

    /** Sent over TLS only. */
    public SetCookieField withSecure() {
        SetCookieField copy = new SetCookieField(this);
        copy.secure = true;
        return copy;
    }

    /** Kept from scripts. */
    public SetCookieField withHttpOnly() {
        SetCookieField copy = new SetCookieField(this);
        copy.httpOnly = true;
        return copy;
    }

    public SetCookieField withSameSite(SameSite enforcement) {
        SetCookieField copy = new SetCookieField(this);
        copy.sameSite = enforcement;
        return copy;
    }

    /** Bound to the top-level site under which it is set (Cookies Having Independent Partitioned State). */
    public SetCookieField withPartitioned() {
        SetCookieField copy = new SetCookieField(this);
        copy.partitioned = true;
        return copy;
    }

    /**
     * The value of the field: a secret.
     *
     * @throws IllegalArgumentException when browsers would ignore the cookie, because its prefix, {@code SameSite=None}
     *     or {@code Partitioned} asks for what is missing
     */
    public String text() {
        require(secure || !prefixed(name, "__Secure-"), "needs Secure by its prefix");
        require(
                !prefixed(name, "__Host-") || (secure && domain == null && "/".equals(path)),
                "needs Secure, the path / and no domain by its prefix");
        require(secure || sameSite != SameSite.NONE, "needs Secure because of SameSite=None");
        require(secure || !partitioned, "needs Secure because it is partitioned");
        StringBuilder out = new StringBuilder(name).append('=').append(value);
        Optional.ofNullable(expires)
                .map(IMF_FIXDATE::format)
                .ifPresent(date -> out.append("; Expires=").append(date));
        Optional.ofNullable(maxAge).ifPresent(time -> out.append("; Max-Age=").append(Math.max(0, time.toSeconds())));
        Optional.ofNullable(domain).ifPresent(host -> out.append("; Domain=").append(host));
        Optional.ofNullable(path).ifPresent(prefix -> out.append("; Path=").append(prefix));
        out.append(secure ? "; Secure" : "").append(httpOnly ? "; HttpOnly" : "");
        switch (sameSite) {
            case STRICT -> out.append("; SameSite=Strict");
            case LAX -> out.append("; SameSite=Lax");
            case NONE -> out.append("; SameSite=None");
            case DEFAULT -> {}
        }
        return out.append(partitioned ? "; Partitioned" : "").toString();
    }

    private void require(boolean met, String what) {
        if (!met) {
            throw new IllegalArgumentException("the cookie \"" + name + "\" " + what);
        }
    }

    private static boolean prefixed(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** The name alone. */
    @Override
    public String toString() {
        return "SetCookieField[" + name + "=***]";
    }
}
