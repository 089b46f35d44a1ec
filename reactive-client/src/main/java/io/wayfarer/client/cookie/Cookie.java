/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A cookie as a {@link CookieStore} keeps it (RFC 6265bis section 5.7). Immutable.
 *
 * <p>It is sent to its domain, and unless it is {@linkplain #hostOnly() host-only} to all domains below, at its path and
 * all paths below: a cookie of {@code example.com} and {@code /shop} goes to {@code www.example.com/shop/cart}, and not
 * to {@code badexample.com} or {@code /shopping}. {@link #toString()} never shows the value.
 */
public final class Cookie {

    /** The expiry of a session cookie: later than any instant. */
    static final long NEVER = Long.MAX_VALUE;

    private final String name;

    /** As it stands in a {@code Cookie} field. The value is kept only as a part of it. */
    private final String pair;

    private final String domain;
    private final String path;
    private final @Nullable String partition;
    private final SameSite sameSite;
    private final boolean hostOnly;
    private final boolean secure;
    private final boolean httpOnly;
    private final long creationMillis;
    private final long expiryMillis;

    Cookie(CookieBuilder from) {
        this.name = from.name;
        this.pair = from.pair;
        this.domain = from.domain;
        this.path = from.path;
        this.partition = from.partition;
        this.sameSite = from.sameSite;
        this.hostOnly = from.hostOnly;
        this.secure = from.secure;
        this.httpOnly = from.httpOnly;
        this.creationMillis = from.creationMillis;
        this.expiryMillis = from.expiryMillis;
    }

    /** In the place of another of the same identity: it keeps the creation time, and shares what is equal. */
    private Cookie(Cookie from, Cookie old) {
        this.name = old.name;
        this.pair = from.pair;
        this.domain = old.domain;
        this.path = old.path;
        this.partition = old.partition;
        this.sameSite = from.sameSite;
        this.hostOnly = from.hostOnly;
        this.secure = from.secure;
        this.httpOnly = from.httpOnly;
        this.creationMillis = old.creationMillis;
        this.expiryMillis = from.expiryMillis;
    }

    /**
     * Begins a cookie that no server sent.
     *
     * @param name may be empty if the value is not
     * @throws IllegalArgumentException when name or value hold what no {@code Cookie} field can carry
     */
    public static CookieBuilder of(String name, String value) {
        return new CookieBuilder(name, value);
    }

    /** Empty for a cookie that is a value alone. */
    public String name() {
        return name;
    }

    /** A secret: never to be shown. */
    public String value() {
        return name.isEmpty() ? pair : pair.substring(name.length() + 1);
    }

    /** {@code name=value}, or the value alone: what the {@code Cookie} field carries. A secret as well. */
    public String pair() {
        return pair;
    }

    /** Lower case, without a leading dot; an IPv6 address in brackets. */
    public String domain() {
        return domain;
    }

    /** Begins with a slash. */
    public String path() {
        return path;
    }

    /** Whether it is sent to its domain alone, and to none below. */
    public boolean hostOnly() {
        return hostOnly;
    }

    /** Whether it is sent over TLS only. */
    public boolean secure() {
        return secure;
    }

    /** Whether it is kept from "non-HTTP" APIs. */
    public boolean httpOnly() {
        return httpOnly;
    }

    public SameSite sameSite() {
        return sameSite;
    }

    /** The top-level site to which a {@code Partitioned} cookie is bound, for example {@code https://shop.example}. */
    public Optional<String> partition() {
        return Optional.ofNullable(partition);
    }

    /** Empty for a session cookie. Of millisecond precision. */
    public Optional<Instant> expiry() {
        return persistent() ? Optional.of(Instant.ofEpochMilli(expiryMillis)) : Optional.empty();
    }

    /** False for a cookie that ends with the session. */
    public boolean persistent() {
        return expiryMillis != NEVER;
    }

    /** When a cookie with this name, domain and path was first stored. Of millisecond precision. */
    public Instant creation() {
        return Instant.ofEpochMilli(creationMillis);
    }

    /** A copy to be changed. */
    public CookieBuilder toBuilder() {
        return new CookieBuilder(this);
    }

    Cookie inPlaceOf(Cookie old) {
        return new Cookie(this, old);
    }

    long creationMillis() {
        return creationMillis;
    }

    long expiryMillis() {
        return expiryMillis;
    }

    @Nullable
    String partitionKey() {
        return partition;
    }

    boolean expired(long nowMillis) {
        return expiryMillis <= nowMillis;
    }

    /** Whether one takes the place of another of its domain (RFC 6265bis section 5.7 step 23). */
    boolean sameIdentityInDomain(Cookie other) {
        return hostOnly == other.hostOnly
                && name.equals(other.name)
                && path.equals(other.path)
                && Objects.equals(partition, other.partition);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Cookie that
                        && domain.equals(that.domain)
                        && sameIdentityInDomain(that)
                        && pair.equals(that.pair)
                        && sameSite == that.sameSite
                        && secure == that.secure
                        && httpOnly == that.httpOnly
                        && expiryMillis == that.expiryMillis
                        && creationMillis == that.creationMillis);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * domain.hashCode() + path.hashCode()) + pair.hashCode();
    }

    /** Everything but the value. */
    @Override
    public String toString() {
        return (name.isEmpty() ? "(nameless)" : name)
                + "=***; " + (hostOnly ? "host-only " : "") + "domain=" + domain + "; path=" + path
                + (persistent() ? "; expires=" + Instant.ofEpochMilli(expiryMillis) : "")
                + (secure ? "; secure" : "")
                + (httpOnly ? "; httpOnly" : "")
                + (sameSite == SameSite.DEFAULT ? "" : "; sameSite=" + sameSite)
                + (partition == null ? "" : "; partition=" + partition);
    }
}
