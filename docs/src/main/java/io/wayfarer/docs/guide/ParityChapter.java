/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.guide;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.wayfarer.docs.parity.ParityRow;
import io.wayfarer.docs.parity.ParityTable;
import io.wayfarer.docs.parity.TestReference;

/** The parity table as AsciiDoc: a summary, then a table for each part of each system, with an anchor on every row. */
final class ParityChapter {

    /** From {@code docs/target/guide/index.html} to the root of the checkout, where the tests are. */
    private static final Path ROOT = Path.of("../../..");

    private ParityChapter() {}

    static String of(ParityTable table) {
        StringBuilder page = new StringBuilder();
        Map<String, List<ParityRow>> systems = grouped(table.rows(), ParityRow::system);
        page.append("[cols=\"3,1,1\",options=\"header\"]\n|===\n|System |Rows |Proven\n");
        systems.forEach((system, rows) -> page.append("|<<parity-%s,%s>> |%d |%d%n"
                .formatted(anchor(system), GuideText.literal(system), rows.size(), new ParityTable(rows).proven())));
        page.append("|All |%d |%d%n|===%n".formatted(table.rows().size(), table.proven()));
        systems.forEach((system, rows) -> {
            page.append("%n[#parity-%s]%n=== %s%n".formatted(anchor(system), GuideText.literal(system)));
            grouped(rows, ParityRow::part).forEach((part, items) -> appendPart(page, part, items));
        });
        return page.toString();
    }

    private static void appendPart(StringBuilder page, String part, List<ParityRow> rows) {
        page.append("%n.%s%n[cols=\"1,4,4,4\",options=\"header\"]%n|===%n|Row |Theirs |Ours |Proof and note%n"
                .formatted(GuideText.literal(part)));
        for (ParityRow row : rows) {
            page.append("%n|[[%s]]<<%s,%s>>%n".formatted(row.id(), row.id(), row.id()))
                    .append("|%s%n|%s%n".formatted(GuideText.literal(row.item()), GuideText.literal(row.ours())))
                    .append("|%s%n".formatted(proof(row)));
        }
        page.append("|===\n");
    }

    private static String proof(ParityRow row) {
        String note = GuideText.literal(row.note());
        if (!row.isProven()) {
            return note;
        }
        TestReference test = TestReference.parse(row.test());
        String link = "link:%s[%s]".formatted(ROOT.resolve(test.source()), GuideText.literal(test.method()));
        return note.isEmpty() ? link : link + " +\n" + note;
    }

    private static String anchor(String system) {
        return system.replace('.', '-');
    }

    private static Map<String, List<ParityRow>> grouped(List<ParityRow> rows, Function<ParityRow, String> key) {
        return rows.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }
}
