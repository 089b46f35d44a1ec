/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Random tables and paths. The reference knows nothing of trees: it asks Spring's {@code PathPattern} of every route
 * whether it matches and sorts what does by the precedence that {@link RouteTree} documents.
 */
class RouteTreeOracleTest {

    private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.HEAD);
    private static final List<String> LITERALS = List.of("a", "b", "c", "1", "x y", "a/b", "");
    private static final List<String> EXPRESSIONS = List.of("[0-9]+", "[ab1]", ".+");
    private static final List<String> PATH_SEGMENTS =
            List.of("a", "b", "c", "1", "12", "x%20y", "a%2Fb", "", "a;v=1", ";v=1", "%61", "zz", "A", "B", "X%20Y");
    private static final int TABLES = 5_000;
    private static final int PATHS_PER_TABLE = 20;

    /** A pattern as lists of kinds, made beside its text, so that the reference parses nothing. */
    private record Reference(int index, HttpMethod method, List<String> shape, PathPattern pattern) {

        boolean open() {
            return shape.get(shape.size() - 1).equals("**");
        }

        int rank(int segment) {
            String kind = shape.get(segment);
            if (kind.equals("**")) {
                return 3;
            }
            return kind.startsWith("{:") ? 1 : kind.equals("{}") ? 2 : 0;
        }
    }

    @Test
    void everyRandomTableAgreesWithTheNaiveMatcherAndWithPathPattern() {
        compare(new Random(20261121), RouteOptions.defaults(), PathPatternParser.defaultInstance);
    }

    @Test
    void tablesThatIgnoreCaseAgreeToo() {
        PathPatternParser parser = new PathPatternParser();
        parser.setCaseSensitive(false);
        compare(new Random(20261122), RouteOptions.defaults().ignoringCase(), parser);
    }

    private static void compare(Random random, RouteOptions options, PathPatternParser parser) {
        int matched = 0;
        int ambiguous = 0;
        for (int table = 0; table < TABLES; table++) {
            List<Reference> references = table(random, parser);
            RouteTree tree = routes(references, options).tree();
            for (int i = 0; i < PATHS_PER_TABLE; i++) {
                PathContainer path = PathContainer.parsePath(path(random));
                Wanted wanted = new Wanted(METHODS.get(random.nextInt(METHODS.size())), false, null);
                List<Route> found = tree.all(path, wanted);
                List<Reference> expected = expected(references, path, wanted.method());

                String what = wanted.method() + " " + path.value() + " among " + references;
                assertThat(found).extracting(Route::toString).as(what).isEqualTo(described(expected));
                assertThat(tree.first(path, wanted)).as(what).isSameAs(found.isEmpty() ? null : found.get(0));
                assertThat(tree.methods(path)).as(what).isEqualTo(allowed(references, path));
                for (int k = 0; k < found.size(); k++) {
                    assertThat(found.get(k).pattern().variables(path))
                            .as(what)
                            .isEqualTo(variables(expected.get(k).pattern(), path));
                }
                matched += found.isEmpty() ? 0 : 1;
                ambiguous += found.size() > 1 ? 1 : 0;
            }
        }
        // The generator is worth something only if paths often match, and often more than one route.
        assertThat(matched).isGreaterThan(TABLES * PATHS_PER_TABLE / 4);
        assertThat(ambiguous).isGreaterThan(TABLES * PATHS_PER_TABLE / 20);
    }

    private static List<Reference> table(Random random, PathPatternParser parser) {
        List<Reference> references = new ArrayList<>();
        Set<String> shapes = new HashSet<>();
        int size = 1 + random.nextInt(14);
        for (int i = 0; i < size; i++) {
            HttpMethod method = METHODS.get(random.nextInt(METHODS.size()));
            List<String> shape = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(4);
            for (int at = 0; at < length; at++) {
                text.append('/').append(segment(random, at, at == length - 1, shape));
            }
            if (shapes.add(method + " " + shape)) {
                references.add(new Reference(references.size(), method, shape, parser.parse(text.toString())));
            }
        }
        return references;
    }

    private static String segment(Random random, int at, boolean last, List<String> shape) {
        int kind = random.nextInt(10);
        if (last && kind < 3) {
            shape.add("**");
            return kind == 0 ? "{*rest}" : "**";
        }
        if (kind < 5) {
            shape.add("{}");
            return "{v" + at + "}";
        }
        if (kind < 6) {
            String expression = EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
            shape.add("{:" + expression);
            return "{v" + at + ":" + expression + "}";
        }
        // A slash inside a literal would be a separator in a pattern; only paths can carry it, encoded.
        String literal = LITERALS.get(random.nextInt(LITERALS.size())).replace("/", "-");
        shape.add("=" + literal);
        return literal;
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            path.append('/').append(PATH_SEGMENTS.get(random.nextInt(PATH_SEGMENTS.size())));
        }
        return path.toString();
    }

    private static Routes routes(List<Reference> references, RouteOptions options) {
        return Routes.of(
                spec -> references.forEach(reference ->
                        spec.method(reference.method(), reference.pattern().getPatternString(), request -> {
                            throw new AssertionError("matching alone calls no handler");
                        })),
                options);
    }

    private static List<Reference> expected(List<Reference> references, PathContainer path, HttpMethod method) {
        List<Reference> matching = new ArrayList<>();
        for (Reference reference : references) {
            boolean answers = reference.method().equals(method)
                    || (method.equals(HttpMethod.HEAD) && reference.method().equals(HttpMethod.GET));
            if (answers && reference.pattern().matches(path)) {
                matching.add(reference);
            }
        }
        matching.sort(Comparator.comparing(Reference::open)
                .thenComparing((one, other) -> bySegments(references, one, other))
                .thenComparing(reference -> !reference.method().equals(method)));
        return matching;
    }

    private static int bySegments(List<Reference> all, Reference one, Reference other) {
        for (int i = 0; i < Math.min(one.shape().size(), other.shape().size()); i++) {
            if (one.rank(i) != other.rank(i)) {
                return one.rank(i) - other.rank(i);
            }
            if (one.rank(i) == 1 && !one.shape().get(i).equals(other.shape().get(i))) {
                return firstDeclared(all, one.shape().subList(0, i + 1))
                        - firstDeclared(all, other.shape().subList(0, i + 1));
            }
        }
        return 0;
    }

    private static int firstDeclared(List<Reference> all, List<String> start) {
        return all.stream()
                .filter(reference -> reference.shape().size() >= start.size()
                        && reference.shape().subList(0, start.size()).equals(start))
                .mapToInt(Reference::index)
                .min()
                .orElseThrow();
    }

    private static Set<HttpMethod> allowed(List<Reference> references, PathContainer path) {
        Set<HttpMethod> allowed = new TreeSet<>(Comparator.comparing(HttpMethod::name));
        for (Reference reference : references) {
            if (reference.pattern().matches(path)) {
                allowed.add(reference.method());
                allowed.add(HttpMethod.OPTIONS);
                if (reference.method().equals(HttpMethod.GET)) {
                    allowed.add(HttpMethod.HEAD);
                }
            }
        }
        return allowed;
    }

    private static List<String> described(List<Reference> references) {
        return references.stream()
                .map(reference -> reference.method() + " " + reference.pattern().getPatternString())
                .toList();
    }

    private static @Nullable Map<String, String> variables(PathPattern pattern, PathContainer path) {
        PathPattern.PathMatchInfo info = pattern.matchAndExtract(path);
        return info == null ? null : info.getUriVariables();
    }
}
