/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

/** Work is counted in segments compared, which no machine can make look better than it is. */
class RouteTreeWorkTest {

    private static final Wanted GET = new Wanted(HttpMethod.GET, false, null);

    /** How many segments of the path a search reads: a path that counts. */
    private static int work(RouteTree tree, PathContainer path, Wanted wanted) {
        CountingPath counting = new CountingPath(path);
        tree.first(counting, wanted);
        return counting.read.get();
    }

    private record CountingPath(PathContainer path, AtomicInteger read) implements PathContainer {
        CountingPath(PathContainer path) {
            this(path, new AtomicInteger());
        }

        @Override
        public String value() {
            return path.value();
        }

        @Override
        public List<Element> elements() {
            return path.elements().stream()
                    .map(element ->
                            element instanceof PathSegment segment ? new CountingSegment(segment, read) : element)
                    .toList();
        }
    }

    private record CountingSegment(PathContainer.PathSegment segment, AtomicInteger read)
            implements PathContainer.PathSegment {
        @Override
        public String value() {
            return segment.value();
        }

        @Override
        public String valueToMatch() {
            read.incrementAndGet();
            return segment.valueToMatch();
        }

        @Override
        public char[] valueToMatchAsChars() {
            return segment.valueToMatchAsChars();
        }

        @Override
        public MultiValueMap<String, String> parameters() {
            return segment.parameters();
        }
    }

    @ParameterizedTest
    @CsvSource({"/r0/items/list, 3", "/r0/items/7/parts, 4", "/r0/files/a/b/c, 4", "/nothing, 2"})
    void aThousandRoutesAreMatchedWithTheWorkOfOne(String path, int segmentsCompared) {
        PathContainer asked = PathContainer.parsePath(path);
        for (int groups : new int[] {1, 10, 250, 2_500}) {
            RouteTree tree = Routes.of(spec -> IntStream.range(0, groups)
                            .forEach(i -> spec.get("/r" + i + "/items/list", Responses.text("list"))
                                    .get("/r" + i + "/items/{id}/parts", Responses.text("parts"))
                                    .get("/r" + i + "/items/{id}", Responses.text("item"))
                                    .get("/r" + i + "/files/**", Responses.text("files"))))
                    .tree();
            assertThat(work(tree, asked, GET)).as("%d routes", 4 * groups).isLessThanOrEqualTo(segmentsCompared);
        }
    }

    @Test
    void aPathOfTenThousandSegmentsCostsNoMoreThanTheLongestPattern() {
        RouteTree tree = Routes.of(spec -> spec.get("/a/{x}/{y}/{z}", Responses.text("variables"))
                        .get("/a/a/{y}/a", Responses.text("mixed"))
                        .get("/a/**", Responses.text("rest")))
                .tree();
        PathContainer longPath = PathContainer.parsePath("/a".repeat(10_000));

        assertThat(tree.first(longPath, GET)).hasToString("GET /a/**");
        assertThat(work(tree, longPath, GET))
                .isLessThanOrEqualTo(16)
                .isEqualTo(work(tree, PathContainer.parsePath("/a".repeat(20)), GET));
    }

    @Test
    void backtrackingIsBoundedByThePatternsHoweverThePathIsChosen() {
        // Every choice of literal or variable in each of ten segments: the worst table for this path, which fails last.
        int depth = 10;
        RouteTree tree = Routes.of(spec -> IntStream.range(0, 1 << depth).forEach(bits -> {
                    StringBuilder pattern = new StringBuilder();
                    for (int i = 0; i < depth; i++) {
                        pattern.append((bits >> i & 1) == 0 ? "/a" : "/{v" + i + "}");
                    }
                    spec.get(pattern.append("/end").toString(), Responses.text("x"));
                }))
                .tree();
        int segmentsOfAllPatterns = (1 << depth) * (depth + 1);

        assertThat(tree.first(PathContainer.parsePath("/a".repeat(depth) + "/no"), GET))
                .isNull();
        assertThat(work(tree, PathContainer.parsePath("/a".repeat(depth) + "/no"), GET))
                .isLessThanOrEqualTo(segmentsOfAllPatterns);
        assertThat(work(tree, PathContainer.parsePath("/a".repeat(10_000)), GET))
                .isLessThanOrEqualTo(segmentsOfAllPatterns);
    }

    @Test
    void aPatternOfAThousandSegmentsIsCompiledAndMatched() {
        String pattern = "/a/{x}" + "/b".repeat(1_000);
        RouteTree tree =
                Routes.of(spec -> spec.get(pattern, Responses.text("long"))).tree();

        assertThat(tree.first(PathContainer.parsePath("/a/1" + "/b".repeat(1_000)), GET))
                .isNotNull();
        assertThat(tree.first(PathContainer.parsePath("/a/1" + "/b".repeat(999)), GET))
                .isNull();
    }

    @Test
    void aPathThatDoesNotBeginWithASlashNamesNoRouteAndAnEmptyOneOnlyAWildcardAtTheRoot() {
        RouteTree tree = Routes.of(
                        spec -> spec.get("/**", Responses.text("all")).get("/", Responses.text("root")))
                .tree();

        assertThat(tree.first(PathContainer.parsePath("*"), GET)).isNull();
        assertThat(tree.first(PathContainer.parsePath("a/b"), GET)).isNull();
        assertThat(tree.first(PathContainer.parsePath(""), GET)).hasToString("GET /**");
        assertThat(tree.first(PathContainer.parsePath("/"), GET)).hasToString("GET /");
    }

    @Test
    void aMatchWithoutVariablesLeavesNoGarbage() {
        RouteTree tree = Routes.of(r -> {
                    for (int i = 0; i < 100; i++) {
                        r.get("/api/resource" + i + "/list", request -> Mono.empty());
                    }
                })
                .tree();
        PathContainer path = PathContainer.parsePath("/api/resource50/list");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Route found = tree.first(path, GET);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            found = tree.first(path, GET);
        }
        // Less than a byte a match: asking for the count may allocate.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
        assertThat(found).isNotNull();
    }
}
