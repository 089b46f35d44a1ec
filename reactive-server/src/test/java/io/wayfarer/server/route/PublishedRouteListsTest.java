/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/** The route lists of whole APIs that others published, see the README beside the data. */
class PublishedRouteListsTest {

    private record Line(HttpMethod method, String pattern, String path, Map<String, String> variables) {

        static Line parse(String line) {
            String[] parts = line.split(" ", 2);
            StringBuilder pattern = new StringBuilder();
            StringBuilder path = new StringBuilder();
            Map<String, String> variables = new HashMap<>();
            for (String segment : parts[1].substring(1).split("/", -1)) {
                if (segment.startsWith(":")) {
                    String name = segment.substring(1);
                    pattern.append("/{").append(name).append('}');
                    path.append("/value-of-").append(name);
                    variables.put(name, "value-of-" + name);
                } else if (segment.startsWith("*")) {
                    String name = segment.substring(1);
                    pattern.append("/{*").append(name).append('}');
                    path.append("/several/segments");
                    variables.put(name, "/several/segments");
                } else {
                    pattern.append('/').append(segment);
                    path.append('/').append(segment);
                }
            }
            return new Line(HttpMethod.valueOf(parts[0]), pattern.toString(), path.toString(), variables);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "gplus", "parse", "static", "github+github-extra"})
    void everyRouteOfAListIsFoundByItsOwnPathWithItsOwnVariables(String names) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String name : names.split("\\+", -1)) {
            lines.addAll(read(name));
        }
        RouteTree tree = Routes.of(
                        spec -> lines.forEach(line -> spec.method(line.method(), line.pattern(), Responses.text("x"))))
                .tree();
        Map<String, Set<HttpMethod>> methods = new HashMap<>();
        for (Line line : lines) {
            methods.computeIfAbsent(line.path(), path -> new HashSet<>()).add(line.method());
        }

        for (Line line : lines) {
            PathContainer path = PathContainer.parsePath(line.path());
            Route found = tree.first(path, new Wanted(line.method(), false, null));
            assertThat(found).as("%s %s", line.method(), line.path()).hasToString(line.method() + " " + line.pattern());
            assertThat(Objects.requireNonNull(found).pattern().variables(path)).isEqualTo(line.variables());
            assertThat(tree.methods(path)).containsAll(methods.get(line.path())).contains(HttpMethod.OPTIONS);
            assertThat(tree.first(path, new Wanted(HttpMethod.valueOf("LOCK"), false, null)))
                    .isNull();
        }
        assertThat(tree.methods(PathContainer.parsePath("/no/such/path/in/any/of/the/lists")))
                .isEmpty();
    }

    private static List<Line> read(String name) throws IOException {
        String file = "/conformance/router-routes/" + name + ".txt";
        try (InputStream in = PublishedRouteListsTest.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(Line::parse)
                    .toList();
        }
    }
}
