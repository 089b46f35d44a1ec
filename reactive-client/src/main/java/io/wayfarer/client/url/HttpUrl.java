/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.url;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An absolute {@code http}, {@code https}, {@code ws} or {@code wss} URL in the normal form of the
 * <a href="https://url.spec.whatwg.org/">WHATWG URL Standard</a>: lower-case scheme and host, no default port, no dot
 * segments, a path that is never empty, nothing outside ASCII.
 *
 * <p>Immutable. {@link #toString()} is safe to log: it hides user-info and the values of the query, and the rest of a
 * very long one; {@link #href()} is the whole URL. International host names are mapped by {@link java.net.IDN}, which knows IDNA 2003 only
 * ({@code faß.de} becomes {@code fass.de}).
 */
public final class HttpUrl {

    private final String scheme;
    private final String host;
    private final int port;
    private final @Nullable String userInfo;
    private final String path;
    private final @Nullable String query;
    private final @Nullable String fragment;

    /** Made when first asked for, maybe twice: one URL serves many requests. */
    private @Nullable String authority;

    private @Nullable String requestTarget;

    private @Nullable String absoluteForm;

    private @Nullable Origin origin;

    HttpUrl(
            String scheme,
            String host,
            int port,
            @Nullable String userInfo,
            String path,
            @Nullable String query,
            @Nullable String fragment) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.userInfo = userInfo;
        this.path = path;
        this.query = query;
        this.fragment = fragment;
    }

    /**
     * Reads an absolute URL.
     *
     * @throws InvalidUrlException when the text is no URL, has no host, or has a scheme other than http, https, ws, wss
     */
    public static HttpUrl parse(String text) {
        return UrlReader.absolute(text);
    }

    /**
     * The same URL, read by the rules of this class.
     *
     * @throws InvalidUrlException as {@link #parse}
     */
    public static HttpUrl of(URI uri) {
        return parse(uri.toString());
    }

    /**
     * Resolves a reference, such as the value of a {@code Location} field, against this URL.
     *
     * @return the target, or empty when the reference does not lead to a URL this client can request
     */
    public Optional<HttpUrl> resolve(String reference) {
        return UrlReader.relative(this, reference);
    }

    /** {@code http}, {@code https}, {@code ws} or {@code wss}. */
    public String scheme() {
        return scheme;
    }

    /** True for {@code https} and {@code wss}. */
    public boolean secure() {
        return scheme.equals("https") || scheme.equals("wss");
    }

    /** True for {@code ws} and {@code wss}. */
    public boolean webSocket() {
        return scheme.startsWith("ws");
    }

    /** Lower case; an IPv6 literal stands in brackets. */
    public String host() {
        return host;
    }

    /** The port written in the URL, or the scheme's default. */
    public int port() {
        return port < 0 ? defaultPort(scheme) : port;
    }

    /** Host, and port unless it is the default: the value of the {@code Host} field (RFC 9110 section 7.2). */
    public String authority() {
        String made = authority;
        if (made == null) {
            made = port < 0 ? host : host + ":" + port;
            authority = made;
        }
        return made;
    }

    /** User name and password as written, percent-encoded. A secret: never to be shown. */
    public Optional<String> userInfo() {
        return Optional.ofNullable(userInfo);
    }

    /** Percent-encoded, begins with a slash. */
    public String path() {
        return path;
    }

    /** Percent-encoded, without the question mark. */
    public Optional<String> query() {
        return Optional.ofNullable(query);
    }

    /** Percent-encoded, without the number sign. */
    public Optional<String> fragment() {
        return Optional.ofNullable(fragment);
    }

    /** Scheme, host and effective port. */
    public Origin origin() {
        Origin made = origin;
        if (made == null) {
            made = new Origin(scheme, host, port());
            origin = made;
        }
        return made;
    }

    /** Path and query: the origin-form of RFC 9112 section 3.2.1. */
    public String requestTarget() {
        String made = requestTarget;
        if (made == null) {
            made = query == null ? path : path + "?" + query;
            requestTarget = made;
        }
        return made;
    }

    /** The whole URL without user-info and fragment: the absolute-form of RFC 9112 section 3.2.2. */
    public String absoluteForm() {
        String made = absoluteForm;
        if (made == null) {
            made = scheme + "://" + authority() + requestTarget();
            absoluteForm = made;
        }
        return made;
    }

    /** The whole URL, secrets included. */
    public String href() {
        return root() + requestTarget() + (fragment == null ? "" : "#" + fragment);
    }

    /** What stands before the path, secrets included. */
    String root() {
        return scheme + "://" + (userInfo == null ? "" : userInfo + "@") + authority();
    }

    /** The same place with another path, query and fragment. */
    HttpUrl at(UrlParts parts) {
        return UrlReader.url(scheme, host, port, userInfo, parts);
    }

    /** The whole URL, secrets included, for APIs that take a {@link URI}. */
    public URI toUri() {
        return URI.create(href());
    }

    /** This URL without user name and password. */
    public HttpUrl withoutUserInfo() {
        return userInfo == null ? this : new HttpUrl(scheme, host, port, null, path, query, fragment);
    }

    /** This URL with the user name and password of another, or without them when that has none. */
    public HttpUrl withUserInfoOf(HttpUrl other) {
        return Objects.equals(userInfo, other.userInfo)
                ? this
                : new HttpUrl(scheme, host, port, other.userInfo, path, query, fragment);
    }

    /** This URL with the given fragment, or without one. */
    public HttpUrl withFragment(@Nullable String newFragment) {
        return Objects.equals(fragment, newFragment)
                ? this
                : new HttpUrl(scheme, host, port, userInfo, path, query, newFragment);
    }

    /**
     * The secure twin: https for http, wss for ws. Port 80, written or not, becomes the default; any other port stays
     * (RFC 6797 section 8.3).
     */
    public HttpUrl upgraded() {
        if (secure()) {
            return this;
        }
        int newPort = port == 443 ? -1 : port;
        return new HttpUrl(webSocket() ? "wss" : "https", host, newPort, userInfo, path, query, fragment);
    }

    /** The twin whose scheme begins an opening handshake: ws for http, wss for https (RFC 6455 section 3). */
    public HttpUrl asWebSocket() {
        return webSocket() ? this : new HttpUrl(secure() ? "wss" : "ws", host, port, userInfo, path, query, fragment);
    }

    /**
     * A text that should have been a URL, for messages: shortened, without control characters and without what may be
     * user-info, values of a query or a fragment.
     */
    public static String redact(String text) {
        return UrlText.redact(text);
    }

    /** The default port of a scheme, -1 when the scheme is none of ours. */
    static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> -1;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof HttpUrl that
                        && port == that.port
                        && path.equals(that.path)
                        && host.equals(that.host)
                        && scheme.equals(that.scheme)
                        && Objects.equals(query, that.query)
                        && Objects.equals(userInfo, that.userInfo)
                        && Objects.equals(fragment, that.fragment));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * host.hashCode() + path.hashCode()) + port + Objects.hashCode(query);
    }

    /** The URL without user-info, fragment and the values of the query: safe in logs, messages and traces. */
    @Override
    public String toString() {
        String shown = scheme + "://" + authority() + path;
        return UrlText.shortened(query == null ? shown : shown + "?" + UrlText.redactQuery(query));
    }
}
