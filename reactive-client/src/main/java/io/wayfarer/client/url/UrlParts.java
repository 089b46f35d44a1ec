/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.url;

import org.jspecify.annotations.Nullable;

/**
 * The pieces of a URL with a special scheme, as they stand behind the scheme's colon (URL Standard, section 4.4). A
 * backslash counts as a slash, and any number of them may begin the authority.
 */
record UrlParts(
        String authority,
        String path,
        @Nullable String query,
        @Nullable String fragment) {

    static UrlParts of(String behindScheme) {
        int start = 0;
        while (start < behindScheme.length() && UrlText.isSlash(behindScheme.charAt(start))) {
            start++;
        }
        return split(behindScheme.substring(start));
    }

    /** Without an authority: the text begins with the slash of the path. */
    static UrlParts ofPath(String text) {
        return split(text);
    }

    private static UrlParts split(String text) {
        String rest = text;
        int hash = rest.indexOf('#');
        String fragment = hash < 0 ? null : rest.substring(hash + 1);
        rest = hash < 0 ? rest : rest.substring(0, hash);
        int question = rest.indexOf('?');
        String query = question < 0 ? null : rest.substring(question + 1);
        rest = question < 0 ? rest : rest.substring(0, question);
        int slash = 0;
        while (slash < rest.length() && !UrlText.isSlash(rest.charAt(slash))) {
            slash++;
        }
        return new UrlParts(rest.substring(0, slash), rest.substring(slash), query, fragment);
    }
}
