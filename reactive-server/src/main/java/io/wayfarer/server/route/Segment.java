/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.regex.Pattern;

/** One segment of a pattern: what a tree node branches on. */
sealed interface Segment {

    /** Text that the decoded segment equals; empty text is an empty segment, as after a slash at the end. */
    record Literal(String text) implements Segment {
        @Override
        public String shape() {
            return text;
        }
    }

    /** A segment of at least one character that the expression matches whole. */
    record Typed(String name, String expression, Pattern compiled) implements Segment {

        static Typed of(String name, String expression, boolean ignoresCase) {
            int flags = ignoresCase ? Pattern.DOTALL | Pattern.CASE_INSENSITIVE : Pattern.DOTALL;
            return new Typed(name, expression, Pattern.compile(expression, flags));
        }

        @Override
        public String shape() {
            return "{:" + expression + "}";
        }

        boolean accepts(String value) {
            return compiled.matcher(value).matches();
        }
    }

    /** Any segment of at least one character. */
    record Variable(String name) implements Segment {
        @Override
        public String shape() {
            return "{}";
        }
    }

    /** A text as it is compared where case does not count: letter by letter, as {@code PathPattern} does it. */
    static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(Character.toLowerCase(text.charAt(i)));
        }
        return folded.toString();
    }

    /** The segment without the name of its variable: equal shapes match equal paths. */
    String shape();
}
