/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.section;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.Tokens;
import io.wayfarer.protocol.header.HeaderList;

/**
 * What a request may be for (RFC 9113 section 8.3.1). The fields of HTTP/2 can hold spaces and more where the request line
 * of HTTP/1 ends a word, so that whoever passed them on unchecked would write another request (section 10.3).
 */
final class TargetRules {

    private TargetRules() {}

    /** Why the method or the target is none, null when both are sound. */
    static @Nullable String malformed(HeaderList request) {
        String method = request.first(HeaderList.METHOD);
        if (method == null || !Tokens.isToken(method)) {
            return "a :method that is no token (RFC 9110 section 9.1)";
        }
        String scheme = request.first(HeaderList.SCHEME);
        if (scheme != null && !isScheme(scheme)) {
            return "a :scheme that is none (RFC 3986 section 3.1)";
        }
        String authority = request.first(HeaderList.AUTHORITY);
        if (authority != null) {
            if (!isAuthority(authority)) {
                return "an :authority that is none, or with user information (RFC 9113 section 8.3.1)";
            }
            String other = otherHost(request, authority, scheme);
            if (other != null) {
                return other;
            }
        }
        String path = request.first(HeaderList.PATH);
        return path == null || isPath(path, method) ? null : "a :path that is none (RFC 9113 section 8.3.1)";
    }

    private static boolean isScheme(String scheme) {
        for (int i = 0; i < scheme.length(); i++) {
            char c = scheme.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
                return false;
            }
        }
        return !scheme.isEmpty();
    }

    private static boolean isAuthority(String authority) {
        for (int i = 0; i < authority.length(); i++) {
            char c = authority.charAt(i);
            if (!isVisible(c) || c == '@' || c == '/' || c == '?' || c == '#' || c == '\\') {
                return false;
            }
        }
        return !authority.isEmpty();
    }

    private static boolean isPath(String path, String method) {
        if (path.isEmpty() || (path.charAt(0) != '/' && !(path.equals("*") && method.equals("OPTIONS")))) {
            return false;
        }
        for (int i = 1; i < path.length(); i++) {
            if (!isVisible(path.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVisible(char c) {
        return c > ' ' && c < 0x7f;
    }

    /** What a Host beside it says has to be the same: who reads one of both must not see another site. */
    private static @Nullable String otherHost(HeaderList request, String authority, @Nullable String scheme) {
        String host = request.first("host");
        if (host == null || host.equalsIgnoreCase(authority)) {
            return null;
        }
        return withoutDefaultPort(host, scheme).equalsIgnoreCase(withoutDefaultPort(authority, scheme))
                ? null
                : "a Host that is not the :authority (RFC 9113 section 8.3.1)";
    }

    private static String withoutDefaultPort(String authority, @Nullable String scheme) {
        String port = "https".equalsIgnoreCase(scheme) ? ":443" : ":80";
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }
}
