/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.url;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Makes URLs from text, absolute or relative to another (URL Standard, section 4.4, for the schemes of this client). */
final class UrlReader {

    private UrlReader() {}

    static HttpUrl absolute(String text) {
        String input = UrlText.strip(text);
        String scheme = UrlText.scheme(input);
        if (scheme == null) {
            throw new InvalidUrlException("\"" + UrlText.redact(input) + "\" is not an absolute URL: it has no scheme."
                    + " Begin it with http:// or https://.");
        }
        if (HttpUrl.defaultPort(scheme) < 0) {
            throw new InvalidUrlException("\"" + UrlText.redact(input) + "\" has the unknown scheme \"" + scheme
                    + "\". Supported are http, https, ws and wss.");
        }
        UrlParts parts = UrlParts.of(input.substring(scheme.length() + 1));
        UrlAuthority authority = UrlAuthority.parse(scheme, parts.authority());
        int port = authority.port() == HttpUrl.defaultPort(scheme) ? -1 : authority.port();
        return url(scheme, authority.host(), port, authority.userInfo(), parts);
    }

    /** {@code port} is -1 for the scheme's own. */
    static HttpUrl url(String scheme, String host, int port, @Nullable String userInfo, UrlParts parts) {
        return new HttpUrl(
                scheme,
                host,
                port,
                userInfo,
                UrlPath.normalize(parts.path()),
                parts.query() == null ? null : UrlText.encode(parts.query(), UrlText.QUERY),
                parts.fragment() == null ? null : UrlText.encode(parts.fragment(), UrlText.FRAGMENT));
    }

    static Optional<HttpUrl> relative(HttpUrl base, String reference) {
        String input = UrlText.strip(reference);
        String scheme = UrlText.scheme(input);
        String rest = input;
        if (scheme != null) {
            rest = input.substring(scheme.length() + 1);
            boolean relative = scheme.equals(base.scheme()) && !UrlText.startsWithTwoSlashes(rest);
            if (!relative) {
                return read(input);
            }
        }
        if (UrlText.startsWithSlash(rest) && !UrlText.startsWithTwoSlashes(rest)) {
            return Optional.of(base.at(UrlParts.ofPath(rest)));
        }
        return read(before(rest, base) + rest);
    }

    private static Optional<HttpUrl> read(String text) {
        try {
            return Optional.of(absolute(text));
        } catch (InvalidUrlException e) {
            return Optional.empty();
        }
    }

    /** What of the base stands before a reference that is no path from the root (RFC 3986 section 5.2.2). */
    private static String before(String reference, HttpUrl base) {
        if (UrlText.startsWithTwoSlashes(reference)) {
            return base.scheme() + ":";
        }
        if (reference.isEmpty() || reference.charAt(0) == '#') {
            return base.root() + base.requestTarget();
        }
        if (reference.charAt(0) == '?') {
            return base.root() + base.path();
        }
        return base.root() + base.path().substring(0, base.path().lastIndexOf('/') + 1);
    }
}
