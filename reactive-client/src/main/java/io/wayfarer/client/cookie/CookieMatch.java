/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

/** The comparisons of RFC 6265bis section 5.1. Hosts are lower case; an IPv6 address stands in brackets. */
final class CookieMatch {

    private CookieMatch() {}

    /** Section 5.1.3: whether the string domain-matches the domain string. */
    static boolean domainMatches(String string, String domain) {
        int rest = string.length() - domain.length();
        if (rest == 0) {
            return string.equals(domain);
        }
        return rest > 0
                && !domain.isEmpty()
                && string.charAt(rest - 1) == '.'
                && string.endsWith(domain)
                && !ipAddress(string);
    }

    /** Section 5.1.4: whether the request path path-matches the cookie path. Both begin with a slash. */
    static boolean pathMatches(String requestPath, String cookiePath) {
        int length = cookiePath.length();
        return length == 1
                || (requestPath.startsWith(cookiePath)
                        && (requestPath.length() == length
                                || cookiePath.charAt(length - 1) == '/'
                                || requestPath.charAt(length) == '/'));
    }

    /** Section 5.1.4: the default-path of a URL's path, which begins with a slash. */
    static String defaultPath(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** A URL host ends in a number only if it is an IPv4 address, and in a bracket only if it is an IPv6 address. */
    static boolean ipAddress(String host) {
        int last = host.length() - 1;
        if (last < 0) {
            return false;
        }
        if (host.charAt(last) == ']') {
            return true;
        }
        for (int i = last; i >= 0; i--) {
            char c = host.charAt(i);
            if (c == '.') {
                return i < last;
            }
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
