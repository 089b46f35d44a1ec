/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.server.file.Site.Said;

/** Ranges by RFC 9110 section 14, as they travel. */
class FileRangesTest {

    private static final Pattern PART = Pattern.compile(
            "--\\S+\r\nContent-Type: (?<type>[^\r]+)\r\nContent-Range: (?<range>[^\r]+)\r\n\r\n(?<octets>.*?)\r\n(?=--)",
            Pattern.DOTALL);

    @TempDir
    Path folder;

    /** The octet at an index of a file of a thousand. */
    private static String octets(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "" + (char) ('a' + i % 26))
                .collect(Collectors.joining());
    }

    private Site site() throws IOException {
        Site.write(folder, "a.txt", octets(0, 999));
        return Site.of(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-, 0, 999",
        "bytes=990-, 990, 999",
        "bytes=-10, 990, 999",
        "bytes=-5000, 0, 999",
        "bytes=500-5000, 500, 999",
        "Bytes=5-6, 5, 6",
        "'bytes=5-6, 3-5', 3, 6",
        "'bytes=0-99,100-199', 0, 199",
        "'bytes=0-99,179-199', 0, 199",
        "'bytes=5-6,1000-', 5, 6",
        "'bytes= 5-6', 5, 6",
        "'bytes=0-9,0-9,0-9,0-9', 0, 9"
    })
    void oneRangeIsSentAsItIs(String range, int from, int to) throws IOException {
        try (Site site = site()) {
            Said said = site.get("/static/a.txt", "Range: " + range);
            assertThat(said.status()).isEqualTo(206);
            assertThat(said.field("Content-Range")).contains("bytes " + from + "-" + to + "/1000");
            assertThat(said.field("Content-Length")).contains("" + (to - from + 1));
            assertThat(said.field("Content-Type")).contains("text/plain;charset=UTF-8");
            assertThat(said.body()).isEqualTo(octets(from, to));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-2000", "bytes=5000-,2000-3000", "bytes=-0"})
    void aRangeBehindTheEndIsRefusedWithTheLength(String range) throws IOException {
        try (Site site = site()) {
            Said said = site.get("/static/a.txt", "Range: " + range);
            assertThat(said.status()).isEqualTo(416);
            assertThat(said.field("Content-Range")).contains("bytes */1000");
            assertThat(said.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=",
                "bytes",
                "bytes=x",
                "bytes=5-4",
                "bytes=1-2-3",
                "octets=0-1",
                "bytes=0-1;2-3",
                "bytes=--1",
                "bytes=99999999999999999999-",
                "=0-1",
                "bytes=0-1,x"
            })
    void whatIsNoRangeIsIgnored(String range) throws IOException {
        try (Site site = site()) {
            Said said = site.get("/static/a.txt", "Range: " + range);
            assertThat(said.status()).isEqualTo(200);
            assertThat(said.body()).isEqualTo(octets(0, 999));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 200_000})
    void severalRangesComeAsPartsInAscendingOrder(int length) throws IOException {
        byte[] content = octets(0, length - 1).getBytes(StandardCharsets.US_ASCII);
        Site.write(folder, "b.txt", content);
        try (Site site = Site.of(folder)) {
            Said said = site.get("/static/b.txt", "Range: bytes=-10,500-509,0-9");
            assertThat(said.status()).isEqualTo(206);
            assertThat(said.field("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("multipart/byteranges; boundary="));
            assertThat(said.field("Content-Range")).isEmpty();
            assertThat(said.field("Content-Length")).contains("" + said.body().length());
            Matcher parts = PART.matcher(said.body());
            List<String> found = new ArrayList<>();
            while (parts.find()) {
                assertThat(parts.group("type")).isEqualTo("text/plain;charset=UTF-8");
                found.add(parts.group("range") + ' ' + parts.group("octets"));
            }
            assertThat(found)
                    .containsExactly(
                            "bytes 0-9/" + length + ' ' + octets(0, 9),
                            "bytes 500-509/" + length + ' ' + octets(500, 509),
                            "bytes " + (length - 10) + '-' + (length - 1) + '/' + length + ' '
                                    + octets(length - 10, length - 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "2, 206", "3, 206", "0, 200"})
    void moreRangesThanAllowedAreAnsweredWithTheWhole(int most, int status) throws IOException {
        Site.write(folder, "a.txt", octets(0, 999));
        try (Site site = Site.of(folder, handler -> handler.maxRanges(most))) {
            assertThat(site.get("/static/a.txt", "Range: bytes=0-9,500-509").status())
                    .isEqualTo(status);
        }
    }

    @Test
    void noRequestGetsMoreThanTheFileAndAFewLinesAPart() throws IOException {
        String all = IntStream.range(0, 16).mapToObj(i -> "0-").collect(Collectors.joining(","));
        String ends = IntStream.range(1, 17).mapToObj(i -> "-" + i * 10).collect(Collectors.joining(","));
        try (Site site = site()) {
            assertThat(site.get("/static/a.txt", "Range: bytes=" + all).body()).hasSize(1_000);
            assertThat(site.get("/static/a.txt", "Range: bytes=" + ends).body()).hasSize(160);
        }
    }

    @Test
    void headKnowsNoRanges() throws IOException {
        try (Site site = site()) {
            Said said = site.send("HEAD", "/static/a.txt", "Range: bytes=0-1");
            assertThat(said.status()).isEqualTo(200);
            assertThat(said.field("Content-Length")).contains("1000");
        }
    }

    @Test
    void anEmptyFileHasNoRange() throws IOException {
        Site.write(folder, "empty.txt", "");
        try (Site site = Site.of(folder)) {
            assertThat(site.get("/static/empty.txt", "Range: bytes=0-").status())
                    .isEqualTo(416);
        }
    }

    @Test
    void aPartOfALargeFileComesFromItsPlaceOnDisk() throws IOException {
        Site.write(folder, "large.bin", octets(0, 299_999));
        try (Site site = Site.of(folder)) {
            Said said = site.get("/static/large.bin", "Range: bytes=150000-279999");
            assertThat(said.body()).isEqualTo(octets(150_000, 279_999));
        }
    }
}
