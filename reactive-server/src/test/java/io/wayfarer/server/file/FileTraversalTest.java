/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.server.file.Site.Said;

/** Ways out of a folder, and into what it does not show; sent as they are written. */
class FileTraversalTest {

    @TempDir
    static Path base;

    private static Path folder;
    private static Site site;

    static List<Arguments> spellings() throws IOException {
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FileTraversalTest.class.getResourceAsStream("/traversal/spellings.tsv")),
                StandardCharsets.UTF_8))) {
            return table.lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(columns -> Arguments.of(columns[0], columns[1]))
                    .toList();
        }
    }

    @BeforeAll
    static void build() throws IOException {
        folder = base.resolve("site");
        Site.write(base, "secret.txt", "SECRET");
        Site.write(base, "site-secret/secret.txt", "SECRET");
        Site.write(folder, "inside.txt", "PUBLIC");
        Site.write(folder, "folder/page.txt", "PUBLIC");
        for (String hidden : List.of(".hidden", ".git/config", "folder/.env")) {
            Site.write(folder, hidden, "SECRET");
        }
        link("link-inside.txt", "inside.txt");
        link("link-out.txt", "../secret.txt");
        link("link-above", "..");
        link("link-twice", "link-out.txt");
        link("link-absolute", base.resolve("secret.txt").toString());
        link("link-alike", "../site-secret");
        link("link-hidden", ".hidden");
        link("loop-a", "loop-b");
        link("loop-b", "loop-a");
        link("loop-self", "loop-self");
        link("dangling", "nowhere");
        site = Site.of(folder, handler -> handler.index("index.html"));
    }

    private static void link(String name, String target) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellings")
    void noSpellingLeadsOutOrIn(String what, String path) throws IOException {
        for (String method : List.of("GET", "HEAD")) {
            Said said = site.send(method, "/static/" + path);
            assertThat(said.status()).as(what).isIn(400, 404, 414);
            assertThat(said.body()).doesNotContain("SECRET", "PUBLIC", "root:");
            assertThat(said.field("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void thereAreEnoughSpellings() throws IOException {
        assertThat(spellings()).hasSizeGreaterThanOrEqualTo(80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inside.txt", "%69nside.txt", "inside%2Etxt", "folder/page.txt", "link-inside.txt"})
    void whatIsInsideIsFound(String path) throws IOException {
        assertThat(site.get("/static/" + path).body()).isEqualTo("PUBLIC");
    }

    @Test
    void aPipeIsNoFile() throws IOException {
        Path pipe = folder.resolve("pipe");
        assertThat(PeerProgram.start(PeerProgram.installed("mkfifo", "coreutils"), pipe.toString())
                        .status())
                .isZero();
        assertThat(site.get("/static/pipe").status()).isEqualTo(404);
    }

    @Test
    void aFileThatMayNotBeReadIsNotThere() throws IOException {
        Path file = Site.write(folder, "closed.txt", "SECRET");
        assertThat(file.toFile().setReadable(false)).isTrue();
        assumeThat(Files.isReadable(file)).as("files are closed to this user").isFalse();
        assertThat(site.get("/static/closed.txt").status()).isEqualTo(404);
    }

    @Test
    void linksLeadAnywhereAndHiddenFilesAreShownOnlyWhereThatIsAskedFor() throws IOException {
        try (Site open = Site.of(folder, FileHandler::linksAnywhere)) {
            assertThat(open.get("/static/link-out.txt").body()).isEqualTo("SECRET");
            assertThat(open.get("/static/link-above/secret.txt").body()).isEqualTo("SECRET");
            assertThat(open.get("/static/loop-a").status()).isEqualTo(404);
            assertThat(open.get("/static/link-hidden").status()).isEqualTo(404);
            assertThat(open.get("/static/../secret.txt").status()).isEqualTo(404);
            assertThat(open.get("/static/.hidden").status()).isEqualTo(404);
        }
        try (Site open = Site.of(folder, FileHandler::hidden)) {
            assertThat(open.get("/static/.hidden").body()).isEqualTo("SECRET");
            assertThat(open.get("/static/link-hidden").body()).isEqualTo("SECRET");
            assertThat(open.get("/static/../secret.txt").status()).isEqualTo(404);
            assertThat(open.get("/static/link-out.txt").status()).isEqualTo(404);
        }
    }

    @Test
    void aRootThatIsALinkIsFollowedToWhereItLeadsNow() throws IOException {
        Path current = base.resolve("current");
        Files.createSymbolicLink(current, folder);
        try (Site linked = Site.of(current)) {
            assertThat(linked.get("/static/inside.txt").body()).isEqualTo("PUBLIC");
            assertThat(linked.get("/static/link-out.txt").status()).isEqualTo(404);
            Path next = base.resolve("next");
            Site.write(next, "new.txt", "NEW");
            Files.delete(current);
            Files.createSymbolicLink(current, next);
            assertThat(linked.get("/static/new.txt").body()).isEqualTo("NEW");
        }
    }

    @Test
    void aRequestLineThatNamesAnotherSchemeOrHostFindsNothingElse() throws IOException {
        for (String target : List.of("file:///etc/passwd", "http://localhost/static/../secret.txt")) {
            assertThat(site.get(target).body()).doesNotContain("SECRET", "root:");
        }
    }
}
