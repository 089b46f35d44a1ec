/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParityTableTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SEED = ROOT.resolveSibling("shared/parity/seed-api.tsv");

    /** The series of ids and their lengths: a row that is dropped leaves a gap, one that is invented exceeds its series. */
    private static final Map<String, Integer> SERIES =
            new TreeMap<>(Map.of("L", 346, "O", 43, "PS", 27, "PC", 11, "NM", 8, "LS", 18));

    private static ParityTable table = new ParityTable(List.of());

    @BeforeAll
    static void readTheTable() throws IOException {
        table = ParityTable.read(ROOT.resolve("docs/parity.tsv"));
    }

    @Test
    void everyIdOfEachSeriesIsThereOnce() {
        List<String> ids = table.rows().stream().map(ParityRow::id).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(new TreeMap<>(
                        ids.stream().collect(Collectors.groupingBy(ParityTableTest::series, Collectors.counting()))))
                .isEqualTo(SERIES.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> (long) e.getValue())));
        assertThat(table.rows())
                .allSatisfy(row -> assertThat(number(row.id())).isBetween(1, SERIES.get(series(row.id()))));
    }

    @Test
    void theRowsAreThoseOfTheListTheyCameFrom() throws IOException {
        // The list is not part of this repository; without it, the test above still holds ids and numbers of rows.
        assumeThat(SEED)
                .as("SKIPPED: the original list is not beside the checkout; put it at " + SEED)
                .exists();

        List<String> original = Files.readAllLines(SEED).stream().skip(1).toList();

        assertThat(table.rows())
                .extracting(row -> String.join("\t", row.id(), row.system(), row.part(), row.item()))
                .containsExactlyElementsOf(original);
    }

    @Test
    void everyNamedTestExistsAndAsserts() {
        Proof proof = new Proof(ROOT);
        List<String> problems = table.rows().stream()
                .filter(ParityRow::isProven)
                .flatMap(row -> proof.problem(row.test()).stream().map(problem -> row.id() + ": " + problem))
                .toList();

        assertThat(problems).isEmpty();
        System.out.printf(
                "parity: %d of %d rows proven%n", table.proven(), table.rows().size());
    }

    @Test
    void aProvenRowSaysWhatIsOurs() {
        assertThat(table.rows().stream().filter(ParityRow::isProven))
                .allSatisfy(row -> assertThat(row.ours()).as(row.id()).isNotBlank());
    }

    @Test
    void aTestThatIsMissingOrNotATestOrAssertsNothingIsNoProof(@TempDir Path root) throws IOException {
        Path source = root.resolve("samples/fetch/src/test/java/a/b/SomeTest.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, """
                package a.b;
                class SomeTest {
                    @Test void asserts() { assertThat(1).isOne(); }
                    @Test void assertsThroughAnother() { shows(1); }
                    @Test void assertsNothing() { String s = "assertThat(1)"; /* assertThat(1) */ s.length(); }
                    void isNoTest() { assertThat(1).isOne(); }
                    private void shows(int i) { assertThat(i).isOne(); }
                    @Nested class Inner { @org.junit.jupiter.api.RepeatedTest(2) void nested() { assertThat(1).isOne(); } }
                }
                """);
        Proof proof = new Proof(root);

        assertThat(proof.problem("samples/fetch:a.b.SomeTest#asserts")).isEmpty();
        assertThat(proof.problem("samples/fetch:a.b.SomeTest#assertsThroughAnother"))
                .isEmpty();
        assertThat(proof.problem("samples/fetch:a.b.SomeTest$Inner#nested")).isEmpty();
        assertThat(proof.problem("samples/fetch:a.b.SomeTest#nested")).hasValueSatisfying(isNotATest());
        assertThat(proof.problem("samples/fetch:a.b.SomeTest#isNoTest")).hasValueSatisfying(isNotATest());
        assertThat(proof.problem("samples/fetch:a.b.SomeTest#assertsNothing"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("asserts nothing"));
        assertThat(proof.problem("samples/tour:a.b.SomeTest#asserts"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("no such file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.SomeTest#m", "client:a.b.SomeTest", "client:a.b.SomeTest#m()", "../x:a.b.T#m", " "})
    void aReferenceOfAnotherFormIsRefused(String text) {
        assertThatThrownBy(() -> TestReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("module:fully.qualified.Test#method");
    }

    @Test
    void aRowWithACellTooFewIsRefused() {
        assertThatThrownBy(() -> ParityRow.parse("L001\tlua-http\tguide\titem\t\t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 cells (expected: 7)");
    }

    private static ThrowingConsumer<String> isNotATest() {
        return problem -> assertThat(problem).contains("is not a test method");
    }

    private static String series(String id) {
        return id.replaceAll("\\d", "");
    }

    private static int number(String id) {
        return Integer.parseInt(id.replaceAll("\\D", ""));
    }
}
