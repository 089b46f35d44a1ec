/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuideBlocksTest {

    private static final Path DOCS = Path.of("").toAbsolutePath();

    @Test
    void everyBlockIncludesATaggedRegionAndNothingElse() throws IOException {
        List<String> problems = new ArrayList<>();
        for (GuideBlock block : blocks()) {
            problems.addAll(problems(block));
        }

        assertThat(blocks()).isNotEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void everyIncludedFileIsRun() throws IOException {
        List<String> neverRun = new ArrayList<>();
        for (GuideBlock block : blocks()) {
            for (Snippet snippet : snippets(block)) {
                Path file = block.chapter().resolveSibling(snippet.file()).normalize();
                if (!isRun(file)) {
                    neverRun.add(block + ": " + snippet.file());
                }
            }
        }

        assertThat(neverRun).isEmpty();
    }

    @Test
    void everyChapterIsPartOfTheGuide() throws IOException {
        String index = Files.readString(DOCS.resolve("guide/index.adoc"));

        assertThat(chapters())
                .map(chapter -> chapter.getFileName().toString())
                .filteredOn(name -> !name.equals("index.adoc"))
                .allSatisfy(name -> assertThat(index).contains("include::" + name + "[]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[source,java]\n----\nint typedInByHand;\n----",
                "[source,java]\n----\ninclude::Some.java[tag=there]\nint more;\n----",
                "[source,java]\n----\ninclude::Some.java[tag=missing]\n----",
                "[source,java]\n----\ninclude::Some.java[tag=empty]\n----",
                "[source,java]\n----\ninclude::Some.java[tag=open]\n----",
                "[source,java]\n----\ninclude::Some.java[]\n----",
                "[source,java]\n----\ninclude::Other.java[tag=there]\n----",
                "[source,yaml]\nkey: value",
                "[source,java]\n----\n----",
                "....\nliteral\n....",
                "```java\nint fenced;\n```",
                "Text.\n\n  indented",
            })
    void aBlockWithoutATaggedRegionIsRefused(String chapter, @TempDir Path folder) throws IOException {
        assertThat(problemsOf(chapter, folder)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[source,java]\n----\ninclude::Some.java[tag=there]\n----",
                "[source,java]\n----\ninclude::Some.java[tag=there,indent=0]\n\ninclude::Some.java[tag=there]\n----",
                "[source,java]\n.Title\n----\ninclude::Some.java[indent=0,tag=there]\n----",
                "* a list\n  that goes on",
            })
    void aBlockOfTaggedRegionsIsAccepted(String chapter, @TempDir Path folder) throws IOException {
        assertThat(problemsOf(chapter, folder)).isEmpty();
    }

    private static List<String> problemsOf(String text, Path folder) throws IOException {
        Files.writeString(folder.resolve("Some.java"), """
                // tag::there[]
                int shown;
                // end::there[]
                // tag::empty[]

                // end::empty[]
                // tag::open[]
                int notClosed;
                """);
        Path chapter = folder.resolve("chapter.adoc");
        List<String> problems = new ArrayList<>();
        for (GuideBlock block : GuideBlock.blocks(chapter, text.lines().toList())) {
            problems.addAll(problems(block));
        }
        return problems;
    }

    private static List<String> problems(GuideBlock block) throws IOException {
        if (block.body().isEmpty()) {
            return List.of(block + ": empty");
        }
        List<String> problems = new ArrayList<>();
        for (String line : block.body()) {
            Optional<Snippet> snippet = Snippet.parse(line);
            if (snippet.isEmpty()) {
                problems.add(block + ": \"" + line.strip() + "\" (expected: include::file[tag=name])");
            } else {
                snippet.get().problem(block.chapter()).ifPresent(problem -> problems.add(block + ": " + problem));
            }
        }
        return problems;
    }

    private static List<Snippet> snippets(GuideBlock block) {
        return block.body().stream()
                .flatMap(line -> Snippet.parse(line).stream())
                .toList();
    }

    /** A test class is run; another class, resource or script is when a test class or the build itself names it. */
    private static boolean isRun(Path file) throws IOException {
        if (file.equals(DOCS.resolveSibling(".ci/run"))) {
            return true;
        }
        String name = file.getFileName().toString();
        if (!file.startsWith(DOCS.resolve("src/test"))) {
            return false;
        }
        String mention = name.endsWith(".java") ? name.replace(".java", "") : name;
        try (Stream<Path> sources = Files.walk(DOCS.resolve("src/test/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(source);
                if ((text.contains("@Test") || text.contains("@ParameterizedTest"))
                        && (source.equals(file) || text.contains(mention))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<GuideBlock> blocks() throws IOException {
        List<GuideBlock> blocks = new ArrayList<>();
        for (Path chapter : chapters()) {
            blocks.addAll(GuideBlock.blocks(chapter, Files.readAllLines(chapter)));
        }
        return blocks;
    }

    private static List<Path> chapters() throws IOException {
        try (Stream<Path> files = Files.list(DOCS.resolve("guide"))) {
            return files.filter(file -> file.toString().endsWith(".adoc"))
                    .sorted()
                    .toList();
        }
    }
}
