/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * A parsed pattern. Where each variable stands in a path's list of elements follows from the pattern alone (an ordinary
 * segment is a separator and a segment, an empty one only a separator), so a match carries no positions and variables are
 * read only for the route that is chosen.
 */
final class RoutePattern {

    private static final String SUPPORTED =
            "(expected: literal segments, {name}, {name:regex}, and as the last segment ** or {*name})";

    private static final PathPatternParser WITHOUT_CASE = new PathPatternParser();

    static {
        WITHOUT_CASE.setCaseSensitive(false);
    }

    private final PathPattern pathPattern;
    private final List<Segment> segments;
    private final boolean open;
    private final @Nullable String restName;
    private final String[] names;
    private final int[] positions;
    private final int restPosition;

    private RoutePattern(PathPattern pathPattern, List<Segment> segments, boolean open, @Nullable String restName) {
        this.pathPattern = pathPattern;
        this.segments = List.copyOf(segments);
        this.open = open;
        this.restName = restName;
        List<String> found = new ArrayList<>();
        int[] at = new int[segments.size()];
        int position = 0;
        for (Segment segment : segments) {
            if (segment instanceof Segment.Variable variable) {
                at[found.size()] = position + 1;
                found.add(variable.name());
            } else if (segment instanceof Segment.Typed typed) {
                at[found.size()] = position + 1;
                found.add(typed.name());
            }
            position +=
                    segment instanceof Segment.Literal literal && literal.text().isEmpty() ? 1 : 2;
        }
        this.names = found.toArray(String[]::new);
        this.positions = at;
        this.restPosition = position;
        if (restName != null && found.contains(restName)) {
            throw new IllegalArgumentException(
                    pathPattern.getPatternString() + ": the name '" + restName + "' is used more than once");
        }
    }

    /** Parses a whole pattern; the exception's message starts with the pattern and says what is supported. */
    static RoutePattern parse(String text, RouteOptions options) {
        String pattern = text.startsWith("/") ? text : "/" + text;
        List<Segment> segments = new ArrayList<>();
        boolean open = false;
        String restName = null;
        for (String part : split(pattern)) {
            if (open) {
                throw new IllegalArgumentException(pattern + ": segments after ** " + SUPPORTED);
            }
            if (part.equals("**")) {
                open = true;
            } else if (part.startsWith("{*") && part.endsWith("}") && part.length() > 3) {
                open = true;
                restName = part.substring(2, part.length() - 1);
            } else {
                segments.add(segment(pattern, part, options.ignoresCase()));
            }
        }
        int last = segments.size() - 1;
        if (options.ignoresTrailingSlash()
                && !open
                && segments.get(last).shape().isEmpty()) {
            segments.remove(last);
        }
        try {
            // Spring's own parser has the last word: names, regular expressions and braces are checked by it.
            PathPattern pathPattern = parser(options).parse(pattern);
            return new RoutePattern(pathPattern, segments, open, restName);
        } catch (PatternParseException bad) {
            throw new IllegalArgumentException(pattern + ": " + bad.getMessage() + ' ' + SUPPORTED, bad);
        }
    }

    private static PathPatternParser parser(RouteOptions options) {
        return options.ignoresCase() ? WITHOUT_CASE : PathPatternParser.defaultInstance;
    }

    /** Splits after each slash that is not inside braces. */
    private static List<String> split(String pattern) {
        List<String> parts = new ArrayList<>();
        int braces = 0;
        int begin = 1;
        for (int i = 1; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                braces++;
            } else if (c == '}') {
                braces--;
            } else if (c == '/' && braces <= 0) {
                parts.add(pattern.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(pattern.substring(begin));
        return parts;
    }

    private static Segment segment(String pattern, String part, boolean ignoresCase) {
        if (part.startsWith("{") && part.endsWith("}")) {
            String inside = part.substring(1, part.length() - 1);
            int colon = inside.indexOf(':');
            if (colon > 0) {
                return typed(pattern, inside.substring(0, colon), inside.substring(colon + 1), ignoresCase);
            }
            if (colon < 0 && !inside.isEmpty() && inside.chars().noneMatch(c -> c == '{' || c == '}' || c == '*')) {
                return new Segment.Variable(inside);
            }
        } else if (part.chars().noneMatch(c -> c == '{' || c == '}' || c == '*' || c == '?')) {
            return new Segment.Literal(ignoresCase ? Segment.folded(part) : part);
        }
        throw new IllegalArgumentException(pattern + ": unsupported segment '" + part + "' " + SUPPORTED);
    }

    private static Segment typed(String pattern, String name, String expression, boolean ignoresCase) {
        try {
            Segment.Typed typed = Segment.Typed.of(name, expression, ignoresCase);
            // Spring refuses groups when a request arrives; here the application does not start.
            if (typed.compiled().matcher("").groupCount() == 0) {
                return typed;
            }
        } catch (java.util.regex.PatternSyntaxException bad) {
            throw new IllegalArgumentException(pattern + ": bad regular expression: " + bad.getMessage(), bad);
        }
        throw new IllegalArgumentException(
                pattern + ": capturing group in '" + expression + "' (expected: none; write (?:...))");
    }

    /** The prefix and the pattern with exactly one slash between them; an empty pattern is the prefix itself. */
    static String join(String prefix, String pattern) {
        if (prefix.isEmpty() || pattern.isEmpty()) {
            return prefix + pattern;
        }
        String start = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return start + (pattern.startsWith("/") ? "" : "/") + pattern;
    }

    PathPattern pathPattern() {
        return pathPattern;
    }

    List<Segment> segments() {
        return segments;
    }

    /** Whether the pattern ends in {@code **} or {@code {*name}}. */
    boolean open() {
        return open;
    }

    /** The same text for patterns that match the same paths, whatever their variables are called. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        segments.forEach(segment -> shape.append('/').append(segment.shape()));
        return shape.append(open ? "/**" : "").toString();
    }

    boolean hasVariables() {
        return names.length > 0 || restName != null;
    }

    /** The decoded variables of a path that this pattern matches. */
    Map<String, String> variables(PathContainer path) {
        if (!hasVariables()) {
            return Map.of();
        }
        List<Element> elements = path.elements();
        if (names.length == 1 && restName == null) {
            return Map.of(names[0], value(elements.get(positions[0])));
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            variables.put(names[i], value(elements.get(positions[i])));
        }
        if (restName != null) {
            variables.put(restName, decoded(elements, restPosition));
        }
        return Collections.unmodifiableMap(variables);
    }

    /** What {@code **} stands for in a path that this pattern matches, decoded, without its leading slash. */
    String rest(PathContainer path) {
        return decoded(path.elements(), restPosition + 1);
    }

    private static String decoded(List<Element> elements, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < elements.size(); i++) {
            text.append(value(elements.get(i)));
        }
        return text.toString();
    }

    private static String value(Element element) {
        return element instanceof PathSegment segment ? segment.valueToMatch() : element.value();
    }

    @Override
    public String toString() {
        return pathPattern.getPatternString();
    }
}
