/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.Json;
import io.wayfarer.server.file.Site.Said;

class ListingTest {

    private static final Pattern ROW_LINK = Pattern.compile("<th scope=\"row\"><a href=\"([^\"]*)\">");

    @TempDir
    Path folder;

    private Site listed() {
        return Site.of(folder, handler -> handler.index("index.html").listing());
    }

    private void write(String name, int length, int minutesLater) throws IOException {
        Path file = Site.write(folder, name, new byte[length]);
        Files.setLastModifiedTime(file, FileTime.from(Site.CHANGED.plus(Duration.ofMinutes(minutesLater))));
    }

    private static List<String> links(Said said) {
        return ROW_LINK.matcher(said.text())
                .results()
                .map(MatchResult::group)
                .map(link -> link.substring(link.indexOf("./") + 2, link.length() - 2))
                .toList();
    }

    @Test
    void aFolderWithoutAnIndexIsListedWithSizesAndTimes() throws IOException {
        write("b.txt", 1_500, 0);
        write("deep/er/c.txt", 1, 0);
        try (Site site = listed()) {
            Said said = site.get("/static/");
            assertThat(said.status()).isEqualTo(200);
            assertThat(said.field("Content-Type")).contains("text/html;charset=UTF-8");
            assertThat(said.field("Vary")).contains("Accept");
            assertThat(said.text())
                    .contains("<title>Index of /static/</title>", "<caption>1 folder, 1 file</caption>", "1.5 kB")
                    .contains("<time datetime=\"2026-01-02T03:04:05Z\">2026-01-02 03:04 UTC</time>")
                    .doesNotContain("<nav");
            assertThat(links(said)).containsExactly("deep/", "b.txt");
            assertThat(site.get("/static/deep/er/").text())
                    .contains("<a href=\"../../\">Top</a>", "<a href=\"../\"><bdi>deep</bdi></a>")
                    .contains("<li aria-current=\"page\"><bdi>er</bdi></li>");
            assertThat(site.get("/static/deep").field("Location")).contains("./deep/");
        }
    }

    @Test
    void listingsAreOffUnlessAskedForAndAnIndexComesFirst() throws IOException {
        write("a/x.txt", 1, 0);
        Site.write(folder, "b/index.html", "index");
        try (Site site = Site.of(folder, handler -> handler.index("index.html"))) {
            assertThat(site.get("/static/a/").status()).isEqualTo(404);
        }
        try (Site site = listed()) {
            assertThat(site.get("/static/b/").body()).isEqualTo("index");
            assertThat(site.get("/static/a/x.txt/").status()).isEqualTo(404);
            assertThat(site.get("/static/c/").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', z/ A b c, ascending, Name",
        "?sort=name&order=asc, z/ A b c, ascending, Name",
        "?sort=name&order=desc, z/ c b A, descending, Name",
        "?sort=size&order=asc, z/ c b A, ascending, Size",
        "?sort=size&order=desc, z/ A b c, descending, Size",
        "?sort=changed&order=asc, z/ b c A, ascending, Changed",
        "?sort=changed&order=desc, z/ A c b, descending, Changed",
        "?sort=colour&order=desc, z/ A b c, ascending, Name",
        "?sort=size&order=sideways, z/ c b A, ascending, Size"
    })
    void theQueryTellsTheOrderAndTheHeadOfTheColumnIt(String query, String order, String sort, String column)
            throws IOException {
        write("A", 300, 30);
        write("b", 200, 10);
        write("c", 100, 20);
        write("z/x", 1, 0);
        try (Site site = listed()) {
            Said said = site.get("/static/" + query);
            assertThat(links(said)).containsExactly(order.split(" ", -1));
            assertThat(said.text())
                    .containsPattern(
                            "<th scope=\"col\" aria-sort=\"" + sort + "\"><a href=\"[^\"]*\">" + column + "</a>")
                    .containsOnlyOnce("aria-sort=\"");
        }
    }

    @Test
    void theHeadOfAColumnLinksToItsOtherDirection() throws IOException {
        write("a", 1, 0);
        try (Site site = listed()) {
            assertThat(site.get("/static/").text())
                    .contains(
                            "<a href=\"?sort=name&amp;order=desc\">Name</a>",
                            "<a href=\"?sort=size&amp;order=asc\">Size</a>");
            assertThat(site.get("/static/?sort=name&order=desc").text())
                    .contains("<a href=\"?sort=name&amp;order=asc\">Name</a>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>.txt",
                "\"onmouseover=\"alert(1).txt",
                "'onfocus='alert(1).txt",
                "a&lt;b&amp;.txt",
                "%3Cscript%3E.txt",
                "?sort=size#x",
                "\u202Etxt.exe",
                "]]>--><!--.txt",
                "{{7*7}}${7*7}.txt",
                "ünï cöde \uD83D\uDE00.txt"
            })
    void namesOfFilesAreTextAndTheirLinksLeadToThem(String name) throws IOException {
        write(name, 1, 0);
        Site.write(folder, name, "content of it");
        try (Site site = listed()) {
            Said said = site.get("/static/");
            assertThat(links(said)).singleElement().satisfies(link -> {
                assertThat(link).matches("[A-Za-z0-9_.!~*()%-]+");
                assertThat(site.get("/static/" + link).body()).isEqualTo("content of it");
            });
            assertThat(said.text()).doesNotContain("<img", "<script", "\"onmouseover", "'onfocus");
            Said json = site.get("/static/", "Accept: application/json");
            assertThat(Json.parse(json.text())).asString().contains("{name=" + name + ", type=file,");
        }
    }

    @Test
    void thePathOfTheRequestIsTextToo() throws IOException {
        write("a", 1, 0);
        try (Site site = Site.serving("/{any}/**", FileHandler.directory(folder).listing())) {
            String page = site.get("/%3Cscript%3Ealert(1)%3C%2Fscript%3E/").text();
            assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script");
        }
    }

    @Test
    void nothingButThePageItselfMayRunOrLoad() throws IOException {
        try (Site site = listed()) {
            Said said = site.get("/static/");
            assertThat(said.field("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .matches("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; base-uri 'none'; "
                                    + "form-action 'none'; frame-ancestors 'none'"));
            assertThat(said.field("X-Content-Type-Options")).contains("nosniff");
            assertThat(said.field("Referrer-Policy")).contains("no-referrer");
            assertThat(said.text()).contains("This folder is empty.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/json                       | true
                    application/json, text/html;q=0.9      | true
                    application/*                          | true
                    text/html;q=0.5, */*;q=0.8             | true
                    text/html                              | false
                    */*                                    | false
                    text/html, application/json;q=0.9      | false
                    application/json;q=0                   | false
                    image/png                              | false
                    """)
    void whoPrefersJsonGetsIt(String accept, boolean json) throws IOException {
        write("a b.txt", 12, 0);
        write("deep/x", 1, 0);
        try (Site site = listed()) {
            Said said = site.get("/static/", "Accept: " + accept);
            assertThat(said.field("Content-Type")).contains(json ? "application/json" : "text/html;charset=UTF-8");
            if (json) {
                assertThat(said.text())
                        .startsWith(
                                "{\"path\":\"/static/\",\"complete\":true,\"entries\":[{\"name\":\"deep\",\"type\":\"folder\",")
                        .contains("{\"name\":\"a b.txt\",\"type\":\"file\",\"size\":12,"
                                + "\"changed\":\"2026-01-02T03:04:05.678Z\",\"href\":\"./a%20b.txt\"}");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, false", "3, true", "4, true"})
    void aListingIsBoundedAndSaysSo(int most, boolean complete) throws IOException {
        write("a", 1, 0);
        write("b", 1, 0);
        write("c", 1, 0);
        try (Site site = Site.of(folder, handler -> handler.listing(most))) {
            Said said = site.get("/static/");
            assertThat(links(said)).hasSize(Math.min(most, 3));
            assertThat(said.text().contains("There is more in this folder than is shown."))
                    .isNotEqualTo(complete);
            assertThat(site.get("/static/", "Accept: application/json").text()).contains("\"complete\":" + complete);
        }
    }

    @Test
    void whatIsLeftOutIsBoundedToo() throws IOException {
        for (int i = 0; i < 25; i++) {
            write(".hidden" + i, 1, 0);
        }
        try (Site site = Site.of(folder, handler -> handler.listing(2))) {
            assertThat(site.get("/static/").text()).contains("There is more in this folder than is shown.");
        }
    }

    @Test
    void whatWouldNotBeServedIsNotListed() throws IOException {
        for (String name : List.of(".hidden", "con", "a:b", "back\\slash", "dot.", "new\nline", "shown.txt")) {
            Site.write(folder, "sub/" + name, "x");
        }
        Path sub = folder.resolve("sub");
        Site.write(folder, "secret.txt", "x");
        Files.createSymbolicLink(sub.resolve("out"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(sub.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(sub.resolve("inside"), Path.of("shown.txt"));
        try (Site site = Site.serving("/static/**", FileHandler.directory(sub).listing())) {
            assertThat(links(site.get("/static/"))).containsExactly("inside", "shown.txt");
        }
        try (Site site = Site.serving(
                "/static/**", FileHandler.directory(sub).listing().hidden().linksAnywhere())) {
            assertThat(links(site.get("/static/"))).containsExactly(".hidden", "inside", "out", "shown.txt");
        }
    }

    @Test
    void headIsAnsweredWithTheLengthOfTheListing() throws IOException {
        write("a", 1, 0);
        try (Site site = listed()) {
            Said said = site.send("HEAD", "/static/");
            assertThat(said.body()).isEmpty();
            assertThat(said.field("Content-Length"))
                    .isEqualTo(site.get("/static/").field("Content-Length"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "1549, 1.5 kB",
        "9949, 9.9 kB",
        "9950, 10 kB",
        "999499, 999 kB",
        "999500, 1.0 MB",
        "25000000, 25 MB",
        "9223372036854775807, 9.2 EB"
    })
    void lengthsAreShownAsPeopleReadThem(long length, String text) {
        assertThat(Octets.text(length)).isEqualTo(text);
    }

    @Test
    void aBoundOfNothingIsRefused() {
        FileHandler handler = FileHandler.directory(folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handler.listing(0))
                .withMessage("listing: 0 (expected: 1 or more)");
    }
}
