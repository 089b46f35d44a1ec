/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.guide;

import java.util.stream.Collectors;

/** Plain text within AsciiDoc. */
final class GuideText {

    private GuideText() {}

    /** The text with every character that could be markup as a character reference, so that it is shown as it is. */
    static String literal(String text) {
        return text.codePoints()
                .mapToObj(c -> Character.isLetterOrDigit(c) || c == ' ' ? Character.toString(c) : "&#" + c + ";")
                .collect(Collectors.joining());
    }
}
