/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.url;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The path state of the URL Standard: backslashes become slashes, dot segments go, the rest is percent-encoded. */
final class UrlPath {

    private UrlPath() {}

    static String normalize(String raw) {
        if (raw.isEmpty()) {
            return "/";
        }
        String path = UrlText.encode(raw.replace('\\', '/'), UrlText.PATH);
        return path.contains("/.") || path.contains("/%2") ? withoutDotSegments(path) : path;
    }

    private static String withoutDotSegments(String path) {
        List<String> kept = new ArrayList<>();
        int from = 1;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String segment = path.substring(from, to);
            String dots = segment.length() > 6
                    ? segment
                    : segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
            boolean last = slash < 0;
            if (dots.equals("..")) {
                if (!kept.isEmpty()) {
                    kept.remove(kept.size() - 1);
                }
                if (last) {
                    kept.add("");
                }
            } else if (!dots.equals(".")) {
                kept.add(segment);
            } else if (last) {
                kept.add("");
            }
            from = to + 1;
            if (last) {
                break;
            }
        }
        return "/" + String.join("/", kept);
    }
}
