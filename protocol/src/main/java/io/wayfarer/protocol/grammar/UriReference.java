/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A URI or a relative reference in its five components (RFC 3986), as given: nothing is decoded or brought into another
 * case. Immutable. For {@code Location} and links of the web, where the WHATWG's rules differ, see the client.
 *
 * @param scheme null in a relative reference
 * @param authority null when there is no {@code //}
 * @param path perhaps empty
 * @param query null when there is no {@code ?}
 * @param fragment null when there is no {@code #}
 */
public record UriReference(
        @Nullable String scheme,
        @Nullable String authority,
        String path,
        @Nullable String query,
        @Nullable String fragment) {

    /**
     * Takes a reference apart (RFC 3986 section 4.1).
     *
     * @return empty when a character stands where the grammar has none, so for white space, control characters and
     *     everything outside ASCII, and for a percent sign without two hexadecimal digits
     */
    public static Optional<UriReference> parse(String text) {
        int end = text.length();
        int hash = text.indexOf('#');
        String fragment = hash < 0 ? null : text.substring(hash + 1);
        end = hash < 0 ? end : hash;
        int mark = indexOf(text, '?', 0, end);
        String query = mark < 0 ? null : text.substring(mark + 1, end);
        end = mark < 0 ? end : mark;
        int start = 0;
        String scheme = null;
        int slash = indexOf(text, '/', 0, end);
        int colon = indexOf(text, ':', 0, slash < 0 ? end : slash);
        if (colon >= 0) {
            scheme = text.substring(0, colon);
            start = colon + 1;
        }
        String authority = null;
        if (text.startsWith("//", start) && start + 2 <= end) {
            int endOfAuthority = indexOf(text, '/', start + 2, end);
            endOfAuthority = endOfAuthority < 0 ? end : endOfAuthority;
            authority = text.substring(start + 2, endOfAuthority);
            start = endOfAuthority;
        }
        String path = text.substring(start, end);
        boolean good = (scheme == null || isScheme(scheme))
                && (authority == null || consistsOf(authority, ":@[]"))
                && consistsOf(path, ":@/")
                && (query == null || consistsOf(query, ":@/?"))
                && (fragment == null || consistsOf(fragment, ":@/?"));
        return good ? Optional.of(new UriReference(scheme, authority, path, query, fragment)) : Optional.empty();
    }

    /** What a reference means beside this URI as its base (RFC 3986 section 5.2.2). */
    public UriReference resolve(UriReference reference) {
        if (reference.scheme != null || reference.authority != null) {
            return new UriReference(
                    reference.scheme == null ? scheme : reference.scheme,
                    reference.authority,
                    removeDotSegments(reference.path),
                    reference.query,
                    reference.fragment);
        }
        if (reference.path.isEmpty()) {
            return new UriReference(
                    scheme, authority, path, reference.query == null ? query : reference.query, reference.fragment);
        }
        String merged = reference.path;
        if (!merged.startsWith("/")) {
            merged = authority != null && path.isEmpty()
                    ? "/" + merged
                    : path.substring(0, path.lastIndexOf('/') + 1) + merged;
        }
        return new UriReference(scheme, authority, removeDotSegments(merged), reference.query, reference.fragment);
    }

    /**
     * A path without the segments {@code .} and {@code ..}, which never lead above its root (RFC 3986 section 5.2.4). A
     * path without a slash in front stays one.
     */
    public static String removeDotSegments(String path) {
        if (path.indexOf('.') < 0) {
            return path;
        }
        int root = path.startsWith("/") ? 1 : 0;
        StringBuilder out = new StringBuilder(path.length()).append(path, 0, root);
        for (int start = root; start <= path.length(); ) {
            int slash = indexOf(path, '/', start, path.length());
            int end = slash < 0 ? path.length() : slash;
            int length = end - start;
            if (length == 2 && path.startsWith("..", start)) {
                dropLastSegment(out, root);
            } else if (length != 1 || path.charAt(start) != '.') {
                out.append(path, start, slash < 0 ? end : end + 1);
            }
            start = end + 1;
        }
        return out.toString();
    }

    /** The text again (RFC 3986 section 5.3). */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (scheme != null) {
            text.append(scheme).append(':');
        }
        if (authority != null) {
            text.append("//").append(authority);
        } else if (path.startsWith("//")) {
            text.append("/."); // or the path would be read as an authority (WHATWG URL section 4.5)
        }
        text.append(path);
        if (query != null) {
            text.append('?').append(query);
        }
        if (fragment != null) {
            text.append('#').append(fragment);
        }
        return text.toString();
    }

    /** What is there ends with a slash, or is empty. */
    private static void dropLastSegment(StringBuilder out, int root) {
        if (out.length() > root) {
            out.setLength(Math.max(root, out.lastIndexOf("/", out.length() - 2) + 1));
        }
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

    private static boolean consistsOf(String component, String more) {
        for (int i = 0; i < component.length(); i++) {
            char c = component.charAt(i);
            if (c == '%') {
                if (PercentCoding.octet(component, i) < 0) {
                    return false;
                }
                i += 2;
            } else if (!PercentCoding.isUnreserved(c) && "!$&'()*+,;=".indexOf(c) < 0 && more.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(String text, char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }
}
