/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.client.url.InvalidUrlException;

/** Reads a URL as typed: without a scheme it is http; spaces and control characters are refused, as curl refuses them. */
final class UrlArgument {

    private UrlArgument() {}

    /**
     * @param query to be added to the query of the URL; empty for nothing
     * @throws FetchException when it is no URL, or none of http and https
     */
    static HttpUrl parse(String text, String query) throws FetchException {
        if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw malformed("URL using bad/illegal format or missing URL");
        }
        int colon = text.indexOf("://");
        if (colon >= 0) {
            String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw new FetchException(
                        ExitCode.UNSUPPORTED_PROTOCOL, "Protocol \"" + scheme + "\" not supported: use http or https");
            }
        }
        try {
            return HttpUrl.parse(withQuery(colon >= 0 ? text : "http://" + text, query));
        } catch (InvalidUrlException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    /** The name of a file as a segment of a path: all but unreserved characters (RFC 3986 section 2.3) percent-encoded. */
    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Path and query letter by letter, where nothing is resolved or encoded. */
    static String target(String text, String query) {
        String url = withQuery(text, query).replaceFirst("#.*$", "");
        String place = url.substring(url.indexOf("://") < 0 ? 0 : url.indexOf("://") + 3);
        String target = place.replaceFirst("^[^/?]*", "");
        return target.startsWith("/") ? target : "/" + target;
    }

    private static String withQuery(String text, String query) {
        if (query.isEmpty()) {
            return text;
        }
        int hash = text.indexOf('#');
        String url = hash < 0 ? text : text.substring(0, hash);
        return url + (url.indexOf('?') < 0 ? "?" : "&") + query;
    }

    private static FetchException malformed(String message) {
        return new FetchException(ExitCode.MALFORMED_URL, message);
    }
}
