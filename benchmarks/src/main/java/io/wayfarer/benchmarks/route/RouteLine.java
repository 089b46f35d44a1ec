/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.springframework.http.HttpMethod;

/** A route to be declared, and a path that it matches. */
record RouteLine(HttpMethod method, String pattern, String path) {

    /** Where the published lists are, as seen from the folder of this module. */
    private static final String LISTS = "../reactive-server/src/test/resources/conformance/router-routes";

    /** Routes below a folder that end as said, {@code /api/resource7/list} or {@code /api/resource7/{id}}. */
    static List<RouteLine> generated(String folder, int count, String end) {
        return IntStream.range(0, count)
                .mapToObj(i -> folder + "/resource" + i + "/" + end)
                .map(pattern -> new RouteLine(HttpMethod.GET, pattern, pattern.replace("{id}", "4711")))
                .toList();
    }

    /** A published list: {@code github}, {@code gplus}, {@code parse} or {@code static}. */
    static List<RouteLine> published(String name) {
        Path file = Path.of(System.getProperty("route.lists", LISTS), name + ".txt");
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(RouteLine::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "No route list; start in the folder of the benchmarks, or set route.lists", unreadable);
        }
    }

    private static RouteLine parse(String line) {
        String[] parts = line.split(" ", 2);
        return new RouteLine(
                HttpMethod.valueOf(parts[0]),
                parts[1].replaceAll(":([^/]+)", "{$1}"),
                parts[1].replaceAll(":([^/]+)", "$1"));
    }
}
