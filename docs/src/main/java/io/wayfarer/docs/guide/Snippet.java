/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An include of one tagged region.
 *
 * @param file the included file, relative to the chapter
 * @param tag the region's name
 */
record Snippet(String file, String tag) {

    private static final Pattern INCLUDE =
            Pattern.compile("include::(?<file>[^\\[{]+)\\[(?:indent=0,)?tag=(?<tag>[\\w-]+)(?:,indent=0)?]");

    /** The snippet a line includes; empty when the line is anything else. */
    static Optional<Snippet> parse(String line) {
        Matcher include = INCLUDE.matcher(line.strip());
        return include.matches()
                ? Optional.of(new Snippet(include.group("file"), include.group("tag")))
                : Optional.empty();
    }

    /** What is wrong with the region in the file the chapter means; empty when nothing is. */
    Optional<String> problem(Path chapter) throws IOException {
        Path path = chapter.resolveSibling(file).normalize();
        if (!Files.isRegularFile(path)) {
            return Optional.of("no such file " + file);
        }
        List<String> lines = Files.readAllLines(path);
        int start = lineWith(lines, "tag::" + tag + "[]");
        int end = lineWith(lines, "end::" + tag + "[]");
        if (start < 0 || end < 0) {
            return Optional.of("no tag " + tag + " in " + file);
        }
        boolean empty = lines.subList(Math.min(start + 1, end), end).stream().allMatch(String::isBlank);
        return empty ? Optional.of("tag " + tag + " in " + file + " encloses nothing") : Optional.empty();
    }

    private static int lineWith(List<String> lines, String mark) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(mark)) {
                return i;
            }
        }
        return -1;
    }
}
