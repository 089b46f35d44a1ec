/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.url;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * User-info, host and port. The common host, lower-case ASCII letters and digits, is taken as it is; all else goes
 * through Spring's WHATWG parser, which knows the many spellings of an IPv4 address, IPv6 and international names.
 *
 * <p>Spring's parser sees the authority alone, because its builder loses what the standard keeps behind it: doubled
 * slashes in the path and empty pairs in the query.
 */
record UrlAuthority(@Nullable String userInfo, String host, int port) {

    static UrlAuthority parse(String scheme, String text) {
        if (text.isEmpty()) {
            throw new InvalidUrlException(
                    "A URL with the scheme " + scheme + " has no host. Write " + scheme + "://host/path.");
        }
        UrlAuthority plain = plain(text);
        return plain != null ? plain : parsed(scheme, text);
    }

    private static UrlAuthority parsed(String scheme, String text) {
        UriComponents parts;
        try {
            parts = UriComponentsBuilder.fromUriString(
                            scheme + "://" + text + "/", UriComponentsBuilder.ParserType.WHAT_WG)
                    .build();
        } catch (IllegalArgumentException e) {
            throw invalid(scheme, text, "its host or port is not valid");
        }
        String host = parts.getHost();
        if (host == null || host.isEmpty()) {
            throw invalid(scheme, text, "it has no host");
        }
        String userInfo = parts.getUserInfo();
        return new UrlAuthority(userInfo == null || userInfo.isEmpty() ? null : userInfo, host, parts.getPort());
    }

    private static InvalidUrlException invalid(String scheme, String text, String why) {
        return new InvalidUrlException("\"" + UrlText.redact(scheme + "://" + text) + "\" is not a valid URL: " + why
                + ". Write " + scheme + "://host:port/path.");
    }

    /** The authority when it is a plain name with at most a port, else null. Does no more than one pass. */
    private static @Nullable UrlAuthority plain(String text) {
        int lastLabel = 0;
        boolean letter = false;
        int i = 0;
        for (; i < text.length() && text.charAt(i) != ':'; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                lastLabel = i + 1;
                letter = false;
            } else if (c >= 'a' && c <= 'z') {
                letter = true;
            } else if (c != '-' && (c < '0' || c > '9')) {
                return null;
            }
        }
        // A last label of digits, or one such as 0x7f, is an IPv4 address in disguise; xn-- labels need validation.
        String host = text.substring(0, i);
        if (!letter || digit(text.charAt(lastLabel)) || host.contains("xn--")) {
            return null;
        }
        if (i == text.length()) {
            return new UrlAuthority(null, host, -1);
        }
        int port = 0;
        for (int p = i + 1; p < text.length(); p++) {
            if (!digit(text.charAt(p)) || port > 65535) {
                return null;
            }
            port = port * 10 + text.charAt(p) - '0';
        }
        return port > 65535 || i + 1 == text.length() ? null : new UrlAuthority(null, host, port);
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
