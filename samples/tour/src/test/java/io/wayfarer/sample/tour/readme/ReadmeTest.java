/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each block of code in the README is, letter by letter, a region of a file that a test here runs. */
class ReadmeTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile(
            "(?:<!-- (?<file>\\S+)#(?<tag>\\w+) -->\n)?^```(?<language>\\w*)\n(?<code>.*?)^```$",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\((?<target>[^)#:]+)(?:#[^)]*)?\\)");

    record Block(String language, String file, String tag, String code) {

        boolean program() {
            return !language.equals("shell") && !language.equals("json");
        }
    }

    static List<Block> programs() throws IOException {
        return blocks().stream().filter(Block::program).toList();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aBlockOfCodeEqualsTheRegionItNames(Block block) throws IOException {
        assertThat(block.file())
                .as("The comment above the block names its source")
                .isNotEmpty();

        assertThat(block.code()).isEqualTo(region(ROOT.resolve(block.file()), block.tag()));
    }

    @Test
    void theBlocksAreThere() throws IOException {
        assertThat(blocks().stream().map(Block::language).distinct()).contains("java", "xml", "yaml", "shell");
    }

    @Test
    void theTwoCommandsAreThoseThatContinuousIntegrationRuns() throws IOException {
        List<String> commands = blocks().stream()
                .filter(block -> block.language().equals("shell"))
                .map(block -> block.code().strip())
                .toList();

        String script = Files.readString(ROOT.resolve(".ci/run"));
        assertThat(commands)
                .hasSize(2)
                .contains("./mvnw verify")
                .allSatisfy(command -> assertThat(script).contains(command));
    }

    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        Matcher version = Pattern.compile(
                        "<artifactId>wayfarer-parent</artifactId>\\s*<version>(?<version>[^<]+)</version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();

        assertThat(readme()).contains("<version>" + version.group("version") + "</version>");
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        Matcher link = LINK.matcher(readme());
        List<String> targets = new ArrayList<>();
        while (link.find()) {
            targets.add(link.group("target"));
        }

        assertThat(targets)
                .isNotEmpty()
                .allSatisfy(target -> assertThat(ROOT.resolve(target)).exists());
    }

    private static List<Block> blocks() throws IOException {
        Matcher block = BLOCK.matcher(readme());
        List<Block> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(new Block(
                    block.group("language"),
                    block.group("file") == null ? "" : block.group("file"),
                    block.group("tag") == null ? "" : block.group("tag"),
                    block.group("code")));
        }
        return blocks;
    }

    private static String region(Path file, String tag) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int start = lineWith(lines, "tag::" + tag + "[]");
        int end = lineWith(lines, "end::" + tag + "[]");
        return String.join("\n", lines.subList(start + 1, end)).stripIndent() + "\n";
    }

    private static int lineWith(List<String> lines, String mark) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(mark)) {
                return i;
            }
        }
        throw new AssertionError("no " + mark);
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
