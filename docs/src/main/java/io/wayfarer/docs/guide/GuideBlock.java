/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.guide;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of a chapter that is shown letter by letter: listing, literal or fenced.
 *
 * @param chapter the file it stands in
 * @param line the line of its opening delimiter, from 1
 * @param body the lines between the delimiters, blank ones left out
 */
record GuideBlock(Path chapter, int line, List<String> body) {

    private static final List<String> DELIMITERS = List.of("----", "....", "```");

    /** The blocks of a chapter. A block that is never closed reaches to the end. */
    static List<GuideBlock> blocks(Path chapter, List<String> lines) {
        List<GuideBlock> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (isDelimiter(lines.get(i))) {
                int end = endOf(lines, i);
                blocks.add(new GuideBlock(chapter, i + 1, bodyOf(lines.subList(i + 1, end))));
                i = end;
            } else if (isUndelimitedSource(lines, i)) {
                blocks.add(new GuideBlock(chapter, i + 1, lines.subList(i + 1, Math.min(i + 2, lines.size()))));
            }
        }
        return List.copyOf(blocks);
    }

    private static boolean isDelimiter(String line) {
        return DELIMITERS.stream().anyMatch(line::startsWith);
    }

    /** A paragraph becomes a listing by {@code [source]} or {@code [listing]} alone, and by an indent. */
    private static boolean isUndelimitedSource(List<String> lines, int i) {
        String line = lines.get(i);
        if (line.startsWith("[source") || line.startsWith("[listing") || line.startsWith("[literal")) {
            return i + 1 == lines.size() || !isOpening(lines.get(i + 1));
        }
        boolean startsParagraph = i == 0 || lines.get(i - 1).isBlank();
        return startsParagraph && line.startsWith(" ") && !line.isBlank();
    }

    private static boolean isOpening(String line) {
        return isDelimiter(line) || line.startsWith(".") || line.startsWith("[");
    }

    private static int endOf(List<String> lines, int start) {
        String delimiter =
                lines.get(start).startsWith("```") ? "```" : lines.get(start).strip();
        int end = start + 1;
        while (end < lines.size() && !lines.get(end).strip().equals(delimiter)) {
            end++;
        }
        return end;
    }

    private static List<String> bodyOf(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank()).toList();
    }

    @Override
    public String toString() {
        return chapter.getFileName() + ":" + line;
    }
}
