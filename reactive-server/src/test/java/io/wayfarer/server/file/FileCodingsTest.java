/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.server.file.Site.Said;

/** Precompressed siblings by RFC 9110 section 12.5.3, as they travel. */
class FileCodingsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Site.write(folder, "app.js", "plain");
        Site.write(folder, "app.js.br", "as brotli");
        Site.write(folder, "app.js.zst", "as zstandard");
        Site.write(folder, "app.js.gz", "as gzip");
        Site.write(folder, "only.js", "plain");
        Site.write(folder, "only.js.gz", "as gzip");
        Site.write(folder, "alone.js", "plain");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    app.js  | gzip                                 | gzip | as gzip
                    app.js  | x-gzip                               | gzip | as gzip
                    app.js  | GZIP                                 | gzip | as gzip
                    app.js  | gzip, deflate, br, zstd              | br   | as brotli
                    app.js  | gzip, zstd                           | zstd | as zstandard
                    app.js  | gzip;q=1.0, br;q=0.9                 | gzip | as gzip
                    app.js  | gzip;q=0.5, br;q=0.5                 | br   | as brotli
                    app.js  | br;q=0, gzip                         | gzip | as gzip
                    app.js  | *                                    | br   | as brotli
                    app.js  | *, br;q=0                            | zstd | as zstandard
                    app.js  | gzip;q=0.3, *;q=0                    | gzip | as gzip
                    app.js  | gzip;q=0.5, identity                 |      | plain
                    app.js  | identity;q=0.5, gzip;q=0.8           | gzip | as gzip
                    app.js  | gzip ; q=0.8 , br ; q=0.1            | gzip | as gzip
                    app.js  | gzip;q=2, br;q=0.1                   | br   | as brotli
                    app.js  | gzip;q=x                             |      | plain
                    app.js  | deflate                              |      | plain
                    app.js  | gzip;q=0                             |      | plain
                    app.js  | ''                                   |      | plain
                    only.js | br, gzip;q=0.1                       | gzip | as gzip
                    only.js | br                                   |      | plain
                    """)
    void theClientGetsTheCodingItLikesBest(String name, String accepted, String coding, String body)
            throws IOException {
        try (Site site = Site.of(folder)) {
            Said said = site.get("/static/" + name, "Accept-Encoding: " + accepted);
            assertThat(said.body()).isEqualTo(body);
            assertThat(said.field("Content-Encoding").orElse(null)).isEqualTo(coding);
            assertThat(said.field("Content-Length")).contains("" + body.length());
            assertThat(said.field("Content-Type")).contains("text/javascript;charset=UTF-8");
            assertThat(said.field("Vary")).contains("Accept-Encoding");
        }
    }

    @Test
    void whoDoesNotAskGetsThePlainFileAndIsToldThatThereIsMore() throws IOException {
        try (Site site = Site.of(folder)) {
            Said said = site.get("/static/app.js");
            assertThat(said.body()).isEqualTo("plain");
            assertThat(said.field("Vary")).contains("Accept-Encoding");
            assertThat(site.get("/static/alone.js", "Accept-Encoding: gzip").field("Vary"))
                    .isEmpty();
        }
    }

    @Test
    void eachCodingHasItsOwnTagAndItsOwnRanges() throws IOException {
        try (Site site = Site.of(folder)) {
            String plain = site.get("/static/app.js").field("ETag").orElseThrow();
            Said coded = site.get("/static/app.js", "Accept-Encoding: br");
            String brotli = coded.field("ETag").orElseThrow();
            assertThat(brotli).isNotEqualTo(plain);
            assertThat(site.get("/static/app.js", "Accept-Encoding: br", "If-None-Match: " + plain)
                            .status())
                    .isEqualTo(200);
            Said part = site.get("/static/app.js", "Accept-Encoding: br", "Range: bytes=3-", "If-Range: " + brotli);
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.body()).isEqualTo("brotli");
            assertThat(part.field("Content-Range")).contains("bytes 3-8/9");
            assertThat(part.field("Content-Encoding")).contains("br");
        }
    }

    @Test
    void aSiblingAskedForByItsOwnNameIsAFileLikeAnyOther() throws IOException {
        try (Site site = Site.of(folder)) {
            Said said = site.get("/static/app.js.gz", "Accept-Encoding: gzip");
            assertThat(said.body()).isEqualTo("as gzip");
            assertThat(said.field("Content-Encoding")).isEmpty();
            assertThat(said.field("Content-Type")).contains("application/gzip");
        }
    }

    @Test
    void aSingleFileHasItsSiblingsToo() throws IOException {
        try (Site site = Site.serving("/main", FileHandler.file(folder.resolve("app.js")))) {
            assertThat(site.get("/main", "Accept-Encoding: gzip").body()).isEqualTo("as gzip");
        }
    }
}
