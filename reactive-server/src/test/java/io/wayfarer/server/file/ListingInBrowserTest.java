/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.fixture.Browser;
import io.wayfarer.fixture.Browser.Scheme;

/** A listing as a browser understands it. */
class ListingInBrowserTest {

    @TempDir
    static Path base;

    private static Site site;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        Path folder = base.resolve("site");
        Site.write(folder, "docs/read me.txt", "x");
        Site.write(folder, "docs/pictures/a.png", "x");
        Site.write(folder, "docs/<img src=x onerror=document.title='taken'>.txt", "x");
        site = Site.of(folder, FileHandler::listing);
        browser = new Browser(base.resolve("profile"));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static List<String> all(String document, String pattern) {
        return Pattern.compile(pattern)
                .matcher(document)
                .results()
                .map(ListingInBrowserTest::last)
                .toList();
    }

    private static String last(MatchResult found) {
        return found.group(found.groupCount());
    }

    @Test
    void theDocumentHasTheFactsThatScreenReadersNeed() {
        String document = browser.document(site.uri("/static/docs/?sort=size&order=desc"));
        assertThat(document)
                .contains(
                        "<html lang=\"en\">",
                        "<title>Index of /static/docs/</title>",
                        "<main>",
                        "<nav aria-label=\"Folders above\">")
                .containsOnlyOnce("<h1>")
                .contains("<caption>1 folder, 2 files</caption>");
        assertThat(all(document, "<th scope=\"col\"[^>]*>")).hasSize(3);
        assertThat(all(document, "<th scope=\"row\"[^>]*>")).hasSize(3);
        assertThat(all(document, "aria-sort=\"([a-z]+)\"")).containsExactly("descending");
    }

    @Test
    void theKeyboardWalksInTheOrderOfReading() {
        String document = browser.document(site.uri("/static/docs/"));
        assertThat(document).doesNotContain("tabindex", "autofocus", "accesskey");
        assertThat(all(document, "<a href=\"([^\"]*)\""))
                .containsExactly(
                        "../",
                        "?sort=name&amp;order=desc",
                        "?sort=size&amp;order=asc",
                        "?sort=changed&amp;order=asc",
                        "./pictures/",
                        "./%3Cimg%20src%3Dx%20onerror%3Ddocument.title%3D%27taken%27%3E.txt",
                        "./read%20me.txt");
    }

    @Test
    void aNameOfAFileRunsNothing() {
        assertThat(browser.document(site.uri("/static/docs/")))
                .contains("<title>Index of /static/docs/</title>")
                .doesNotContain("<img", "<title>taken");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, ffffff", "DARK, 121317"})
    void thePageIsBrightOrDarkAsTheUserPrefers(Scheme scheme, String ground) {
        BufferedImage picture = browser.picture(site.uri("/static/docs/"), scheme, base.resolve(scheme + ".png"));
        assertThat(picture.getRGB(2, 590) & 0xFFFFFF).isEqualTo(Integer.parseInt(ground, 16));
    }
}
