/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

class PageTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z]+):#([0-9a-f]{6})");

    private final String page = new String(new Page("A <title>", "<p>body</p>\n").octets(), StandardCharsets.UTF_8);

    private String style() {
        return page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
    }

    @Test
    void aPageIsCompleteInOneLanguageWithItsTitleEscaped() {
        assertThat(page)
                .startsWith("<!doctype html>\n<html lang=\"en\">")
                .contains("<title>A &lt;title&gt;</title>", "<main>\n<p>body</p>\n</main>", "name=\"viewport\"")
                .doesNotContain("<script", "http:", "https:", "url(", "@import", "<link", "maximum-scale");
    }

    @Test
    void thePolicyAllowsThisVeryStyleSheetAndNothingElse() throws Exception {
        HttpHeaders headers = new HttpHeaders();
        new Page("", "").describe(headers);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(style().getBytes(StandardCharsets.UTF_8));
        assertThat(headers.getFirst("Content-Security-Policy"))
                .contains("default-src 'none'", "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
                .doesNotContain("unsafe");
    }

    /** WCAG 2.2, success criterion 1.4.3: 4.5 to 1 for text. */
    @ParameterizedTest
    @CsvSource({
        "text, ground",
        "quiet, ground",
        "link, ground",
        "seen, ground",
        "text, raised",
        "quiet, raised",
        "link, raised",
        "seen, raised"
    })
    void textStandsOutInBrightAndInDarkRooms(String text, String behind) {
        String style = style();
        int dark = style.indexOf("@media(prefers-color-scheme:dark)");
        for (String scheme : new String[] {style.substring(0, dark), style.substring(dark)}) {
            Map<String, Integer> colours = colours(scheme);
            assertThat(contrast(colours.getOrDefault(text, 0), colours.getOrDefault(behind, 0)))
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    private static Map<String, Integer> colours(String style) {
        Map<String, Integer> colours = new HashMap<>();
        Matcher found = COLOUR.matcher(style);
        while (found.find()) {
            colours.put(found.group(1), Integer.parseInt(found.group(2), 16));
        }
        return colours;
    }

    private static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
