/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.server.file.Site.Said;

/** Conditional requests by RFC 9110 section 13, as they travel. */
class FileConditionsTest {

    @TempDir
    Path folder;

    private Site site;
    private String tag;

    @BeforeEach
    void start() throws IOException {
        Site.write(folder, "a.txt", "0123456789");
        site = Site.of(folder);
        tag = site.get("/static/a.txt").field("ETag").orElseThrow();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    /** TAG is the file's, SAME the second of its change, BEFORE and AFTER the seconds around it. */
    private String[] fields(String conditions) {
        return conditions
                .replace("TAG", tag)
                .replace("SAME", Site.LAST_MODIFIED)
                .replace("BEFORE", "Fri, 02 Jan 2026 03:04:04 GMT")
                .replace("AFTER", "Fri, 02 Jan 2026 03:04:06 GMT")
                .split(" & ", -1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    If-None-Match: TAG                                       | 304
                    If-None-Match: W/TAG                                     | 304
                    If-None-Match: *                                         | 304
                    If-None-Match: "other", TAG                              | 304
                    If-None-Match: "other" & If-None-Match: TAG              | 304
                    If-None-Match: "other"                                   | 200
                    If-None-Match: nonsense                                  | 200
                    If-Modified-Since: SAME                                  | 304
                    If-Modified-Since: AFTER                                 | 304
                    If-Modified-Since: Friday, 02-Jan-26 03:04:05 GMT        | 304
                    If-Modified-Since: BEFORE                                | 200
                    If-Modified-Since: yesterday                             | 200
                    If-None-Match: "other" & If-Modified-Since: AFTER        | 200
                    If-None-Match: TAG & If-Modified-Since: BEFORE           | 304
                    If-Match: TAG                                            | 200
                    If-Match: *                                              | 200
                    If-Match: "other", TAG                                   | 200
                    If-Match: W/TAG                                          | 412
                    If-Match: "other"                                        | 412
                    If-Unmodified-Since: SAME                                | 200
                    If-Unmodified-Since: AFTER                               | 200
                    If-Unmodified-Since: BEFORE                              | 412
                    If-Unmodified-Since: never                               | 200
                    If-Match: TAG & If-Unmodified-Since: BEFORE              | 200
                    If-Match: "other" & If-Unmodified-Since: AFTER           | 412
                    If-Match: TAG & If-None-Match: TAG                       | 304
                    If-Match: "other" & If-None-Match: TAG                   | 412
                    If-Unmodified-Since: BEFORE & If-None-Match: TAG         | 412
                    If-Unmodified-Since: SAME & If-Modified-Since: SAME      | 304
                    If-None-Match: TAG & Range: bytes=0-1                    | 304
                    If-Match: "other" & Range: bytes=0-1                     | 412
                    """)
    void conditionsAreEvaluatedInTheOrderOfSection13(String conditions, int status) throws IOException {
        for (String method : new String[] {"GET", "HEAD"}) {
            Said said = site.send(method, "/static/a.txt", fields(conditions));
            assertThat(said.status()).isEqualTo(status);
            assertThat(said.body()).isEqualTo(status == 200 && method.equals("GET") ? "0123456789" : "");
        }
    }

    @Test
    void anAnswerWithoutContentSaysWhatTheFileWouldHaveSaid() throws IOException {
        Said said = site.get("/static/a.txt", "If-None-Match: " + tag);
        assertThat(said.field("ETag")).contains(tag);
        assertThat(said.field("Cache-Control")).contains("no-cache");
        assertThat(said.field("Content-Length")).contains("10");
        assertThat(said.field("Transfer-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    If-Range: TAG      | 206
                    If-Range: SAME     | 206
                    If-Range: W/TAG    | 200
                    If-Range: "other"  | 200
                    If-Range: AFTER    | 200
                    If-Range: BEFORE   | 200
                    If-Range: nonsense | 200
                    """)
    void aPartIsSentOnlyOfTheVersionThatIsNamed(String condition, int status) throws IOException {
        String[] fields = {fields(condition)[0], "Range: bytes=2-3"};
        Said said = site.get("/static/a.txt", fields);
        assertThat(said.status()).isEqualTo(status);
        assertThat(said.body()).isEqualTo(status == 206 ? "23" : "0123456789");
    }

    @Test
    void anotherVersionHasAnotherTagEvenWithinOneSecond() throws IOException {
        Path file = folder.resolve("b.txt");
        Files.writeString(file, "first");
        Files.setLastModifiedTime(file, FileTime.from(Site.CHANGED));
        String first = site.get("/static/b.txt").field("ETag").orElseThrow();
        Files.writeString(file, "other");
        Files.setLastModifiedTime(file, FileTime.from(Site.CHANGED.plusNanos(1_000_000)));
        try (Site another = Site.of(folder)) {
            assertThat(another.get("/static/b.txt").field("ETag")).isPresent().isNotEqualTo(Optional.of(first));
        }
    }

    @Test
    void aFileThatMayChangeAgainUnnoticedHasAWeakTagThatNoPartIsFitTo() throws IOException {
        Path file = Site.write(folder, "young.txt", "0123");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        Said said = site.get("/static/young.txt");
        String young = said.field("ETag").orElseThrow();
        assertThat(young).startsWith("W/\"");
        assertThat(site.get("/static/young.txt", "If-None-Match: " + young).status())
                .isEqualTo(304);
        assertThat(site.get("/static/young.txt", "If-Range: " + young, "Range: bytes=0-0")
                        .status())
                .isEqualTo(200);
        String date = said.field("Last-Modified").orElseThrow();
        assertThat(site.get("/static/young.txt", "If-Range: " + date, "Range: bytes=0-0")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 315_532_800})
    void theTimeOfABuildThatCanBeRepeatedSaysNothing(long second) throws IOException {
        Path file = Site.write(folder, "built.txt", "first");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
        Said said = site.get("/static/built.txt");
        assertThat(said.field("Last-Modified")).isEmpty();
        String first = said.field("ETag").orElseThrow();
        Files.writeString(file, "other");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
        try (Site another = Site.of(folder)) {
            assertThat(another.get("/static/built.txt", "If-None-Match: " + first)
                            .status())
                    .isEqualTo(200);
        }
    }
}
