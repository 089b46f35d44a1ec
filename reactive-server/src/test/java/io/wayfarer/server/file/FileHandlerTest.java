/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import static io.wayfarer.server.file.FileHandler.directory;
import static io.wayfarer.server.file.FileHandler.file;
import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.UrlResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.server.file.Site.Said;
import io.wayfarer.server.route.Routes;
import io.wayfarer.server.route.TestServer;

class FileHandlerTest {

    @TempDir
    Path folder;

    @Test
    void aFileIsAnsweredWithAllThatIsKnownOfIt() throws IOException {
        Site.write(folder, "notes/läuft.txt", "grüße");
        try (Site site = Site.of(folder)) {
            Said said = site.get("/static/notes/l%C3%A4uft.txt");
            assertThat(said.status()).isEqualTo(200);
            assertThat(said.text()).isEqualTo("grüße");
            assertThat(said.field("Content-Length")).contains("7");
            assertThat(said.field("Content-Type")).contains("text/plain;charset=UTF-8");
            assertThat(said.field("Last-Modified")).contains(Site.LAST_MODIFIED);
            assertThat(said.field("ETag"))
                    .hasValueSatisfying(tag -> assertThat(tag).matches("\"[^\"]+\""));
            assertThat(said.field("Cache-Control")).contains("no-cache");
            assertThat(said.field("Accept-Ranges")).contains("bytes");
            assertThat(said.field("X-Content-Type-Options")).contains("nosniff");
            assertThat(said.field("Vary")).isEmpty();
            assertThat(said.field("Content-Disposition")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 3_000_000})
    void everyOctetArrivesHoweverLargeTheFile(int length) throws IOException {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (i * 31 + i / 256);
        }
        Site.write(folder, "data.bin", octets);
        try (Site site = Site.of(folder)) {
            for (int i = 0; i < 2; i++) {
                Said said = site.get("/static/data.bin");
                assertThat(said.field("Content-Length")).contains("" + length);
                assertThat(said.body().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(octets);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 100_000})
    void headIsAnsweredLikeGetWithoutTheBody(int length) throws IOException {
        Site.write(folder, "data.bin", new byte[length]);
        try (Site site = Site.of(folder)) {
            Said got = site.get("/static/data.bin");
            Said head = site.send("HEAD", "/static/data.bin");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.fields()).containsExactlyInAnyOrderElementsOf(got.fields());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.html, text/html;charset=UTF-8",
        "a.css, text/css;charset=UTF-8",
        "a.js, text/javascript;charset=UTF-8",
        "a.JSON, application/json",
        "a.svg, image/svg+xml",
        "a.tar.gz, application/gzip",
        "a.wasm, application/wasm",
        "a.MD, text/markdown;charset=UTF-8",
        "a.webmanifest, application/manifest+json",
        "a.unheard-of, application/octet-stream",
        "none, application/octet-stream",
        "a.note, text/markdown",
        "a.NOTE, text/markdown"
    })
    void theTypeIsThatOfTheExtension(String name, String type) throws IOException {
        Site.write(folder, name, "x");
        try (Site site = Site.of(folder, handler -> handler.mediaType("note", MediaType.TEXT_MARKDOWN))) {
            assertThat(site.get("/static/" + name).field("Content-Type")).contains(type);
        }
    }

    @Test
    void oneTypeCanBeSetForAllFilesThatHaveNoneOfTheirOwn() throws IOException {
        Site.write(folder, "README", "x");
        Site.write(folder, "a.bin", "x");
        try (Site site = Site.of(
                folder,
                handler ->
                        handler.mediaType(MediaType.TEXT_PLAIN).mediaType("bin", MediaType.APPLICATION_OCTET_STREAM))) {
            assertThat(site.get("/static/README").field("Content-Type")).contains("text/plain");
            assertThat(site.get("/static/a.bin").field("Content-Type")).contains("application/octet-stream");
        }
    }

    @Test
    void anIndexStandsForItsFolderAndTheFirstThatIsThereIsTaken() throws IOException {
        Site.write(folder, "index.htm", "second");
        Site.write(folder, "docs/index.html", "docs");
        Site.write(folder, "docs/index.htm", "not this");
        try (Site site = Site.of(folder, handler -> handler.index("index.html", "index.htm"))) {
            assertThat(site.get("/static/").body()).isEqualTo("second");
            assertThat(site.get("/static/docs/").body()).isEqualTo("docs");
            assertThat(site.get("/static/docs/").field("Content-Type")).contains("text/html;charset=UTF-8");
        }
    }

    @Test
    void aFileThatIsAskedForAllTheTimeIsSoonThereInItsNewVersion() throws IOException {
        Site.write(folder, "a.txt", "first");
        try (Site site = Site.of(folder)) {
            assertThat(site.get("/static/a.txt").body()).isEqualTo("first");
            Site.write(folder, "a.txt", "second");
            long start = System.nanoTime();
            while (!site.get("/static/a.txt").body().equals("second")) {
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            }
            Files.delete(folder.resolve("a.txt"));
            start = System.nanoTime();
            while (site.get("/static/a.txt").status() == 200) {
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            }
        }
    }

    @Test
    void aFolderWithoutItsSlashIsFoundWithIt() throws IOException {
        Site.write(folder, "a b/index.html", "here");
        Site.write(folder, "empty/data", "no index");
        try (Site site = Site.of(folder, handler -> handler.index("index.html"))) {
            Said said = site.get("/static/a%20b?x=1");
            assertThat(said.status()).isEqualTo(301);
            assertThat(said.field("Location")).contains("./a%20b/?x=1");
            assertThat(site.get("/static/a%20b/?x=1").body()).isEqualTo("here");
            assertThat(site.get("/static/empty").status()).isEqualTo(404);
            assertThat(site.get("/static/empty/").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/absent",
                "/static/file.txt/",
                "/static/file.txt/x",
                "/static",
                "/static/",
                "/static/folder"
            })
    void whatIsNotThereIsLeftToTheNextRoute(String path) throws IOException {
        Site.write(folder, "file.txt", "x");
        Site.write(folder, "folder/x", "x");
        try (Site site = Site.on(
                TestServer.of(r -> r.files("/static/**", directory(folder)).get("/**", text("the next"))))) {
            assertThat(site.get(path).body()).isEqualTo("the next");
            assertThat(site.get("/static/file.txt").body()).isEqualTo("x");
        }
    }

    @Test
    void aFolderThatDoesNotExistYetIsServedOnceItDoes() throws IOException {
        Path later = folder.resolve("later");
        try (Site site = Site.of(later)) {
            assertThat(site.get("/static/a.txt").status()).isEqualTo(404);
            Site.write(later, "a.txt", "here");
            assertThat(site.get("/static/a.txt").body()).isEqualTo("here");
        }
    }

    @Test
    void otherMethodsAreRefusedForFilesAloneAndOptionsNamesThose() throws IOException {
        Site.write(folder, "a.txt", "x");
        RouterFunction<?> any = RouterFunctions.route(RequestPredicates.path("/static/**"), directory(folder));
        try (Site site =
                Site.on(TestServer.with(context -> context.registerBean("any", RouterFunction.class, () -> any)))) {
            assertThat(site.send("POST", "/static/a.txt", "Content-Length: 0").status())
                    .isEqualTo(405);
            Said options = site.send("OPTIONS", "/static/a.txt");
            assertThat(options.status()).isEqualTo(200);
            assertThat(options.field("Allow").orElse("").split(","))
                    .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
        }
    }

    @Test
    void servesBelowAContextPathAndAPatternWithVariables() throws IOException {
        Site.write(folder, "a/b.txt", "deep");
        try (Site site = Site.serving("/{tenant}/files/{*path}", directory(folder))) {
            assertThat(site.get("/acme/files/a/b.txt").body()).isEqualTo("deep");
            assertThat(site.get("/acme/files/b.txt").status()).isEqualTo(404);
        }
    }

    @Test
    void whatIsMountedOrNestedIsServedBelowTheWholePrefix() throws IOException {
        Site.write(folder, "a/b.txt", "deep");
        RouterFunction<ServerResponse> nested = RouterFunctions.nest(
                RequestPredicates.path("/{tenant}"),
                RouterFunctions.route(RequestPredicates.GET("/f/**"), directory(folder)));
        try (Site site = Site.on(TestServer.of(r -> r.path("/path", p -> p.files("/f/**", directory(folder)))
                .mount("/mounted", Routes.of(p -> p.files("/f/**", directory(folder))))
                .mount("/spring", nested)))) {
            for (String prefix : List.of("/path", "/mounted", "/spring/acme")) {
                assertThat(site.get(prefix + "/f/a/b.txt").body()).as(prefix).isEqualTo("deep");
                assertThat(site.get(prefix + "/f/b.txt").status()).as(prefix).isEqualTo(404);
            }
        }
    }

    @Test
    void aDownloadSaysUnderWhichNameToSave() throws IOException {
        Site.write(folder, "plain name.pdf", "x");
        Site.write(folder, "€ \"100%\".pdf", "x");
        try (Site site = Site.of(folder, FileHandler::download)) {
            assertThat(site.get("/static/plain%20name.pdf").field("Content-Disposition"))
                    .contains("attachment; filename=\"plain name.pdf\"");
            assertThat(site.get("/static/%E2%82%AC%20%22100%25%22.pdf").field("Content-Disposition"))
                    .contains("attachment; filename=\"_ _100__.pdf\"; "
                            + "filename*=UTF-8''%E2%82%AC%20%22100%25%22.pdf");
        }
    }

    @Test
    void cachesMayBeToldOtherwiseOrNothing() throws IOException {
        Site.write(folder, "a.txt", "x");
        CacheControl year =
                CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
        try (Site site = Site.of(folder, handler -> handler.cacheControl(year))) {
            assertThat(site.get("/static/a.txt").field("Cache-Control"))
                    .contains("max-age=31536000, public, immutable");
        }
        try (Site site = Site.of(folder, handler -> handler.cacheControl(CacheControl.empty()))) {
            assertThat(site.get("/static/a.txt").field("Cache-Control")).isEmpty();
        }
    }

    @Test
    void aSingleFileIsServedWhereverALinkToItLeads() throws IOException {
        Path real = Site.write(folder, "elsewhere/real.txt", "it");
        Path link = Files.createSymbolicLink(folder.resolve(".link.txt"), real);
        try (Site site = Site.serving("/it", file(link))) {
            assertThat(site.get("/it").body()).isEqualTo("it");
        }
        try (Site site = Site.serving("/any/**", file(real))) {
            assertThat(site.get("/any/../where").body()).isEqualTo("it");
        }
    }

    @Test
    void anyResourceIsServedAndToldApartByItsContentWhereItHasNoTime() throws IOException {
        ByteArrayResource resource = new ByteArrayResource("in memory".getBytes(StandardCharsets.UTF_8));
        try (Site site = Site.serving("/it", file(resource).mediaType(MediaType.TEXT_PLAIN))) {
            Said said = site.get("/it");
            assertThat(said.body()).isEqualTo("in memory");
            assertThat(said.field("Content-Type")).contains("text/plain");
            assertThat(said.field("Last-Modified")).isEmpty();
            String tag = said.field("ETag").orElseThrow();
            assertThat(site.get("/it", "If-None-Match: " + tag).status()).isEqualTo(304);
        }
    }

    @Test
    void theClassPathIsServedWithIndexesAndWithoutWhatLiesBesideTheFolder() throws IOException {
        try (Site site = Site.serving("/static/**", directory("classpath:/site").index("index.html"))) {
            assertThat(site.get("/static/").body()).contains("An index");
            assertThat(site.get("/static/deep/page.txt").body()).isEqualTo("a page\n");
            assertThat(site.get("/static/deep").status()).isEqualTo(404);
            assertThat(site.get("/static/../traversal/spellings.tsv").status()).isEqualTo(404);
            assertThat(site.get("/static/.hidden.txt").status()).isEqualTo(404);
        }
    }

    @Test
    void aJarIsServedToo() throws IOException {
        byte[] large = new byte[200_000];
        large[199_999] = 7;
        Path jar = folder.resolve("site.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (String name : new String[] {"web/", "web/docs/", "web/docs/index.html", "web/large.bin"}) {
                entries.putNextEntry(new JarEntry(name));
                entries.write(
                        name.endsWith("html") ? new byte[] {'h', 'i'} : name.endsWith("bin") ? large : new byte[0]);
                entries.closeEntry();
            }
        }
        UrlResource web = new UrlResource("jar:" + jar.toUri() + "!/web/");
        try (Site site = Site.serving("/static/**", directory(web).index("index.html"))) {
            assertThat(site.get("/static/docs/").body()).isEqualTo("hi");
            assertThat(site.get("/static/docs").field("Location")).contains("./docs/");
            assertThat(site.get("/static/").status()).isEqualTo(404);
            assertThat(site.get("/static/large.bin").body()).hasSize(200_000).endsWith("\u0007");
            assertThat(site.get("/static/large.bin", "Range: bytes=199998-").body())
                    .isEqualTo("\0\u0007");
        }
    }

    @Test
    void aNameThatAUrlWouldDecodeOnceMoreIsNotAskedFor() throws IOException {
        try (RawPeer elsewhere = RawPeer.answering("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
                Site site = Site.serving("/static/**", directory(new UrlResource(elsewhere.uri("/web/"))))) {
            assertThat(site.get("/static/%252e%252e/secret.txt").status()).isEqualTo(404);
            assertThat(site.get("/static/%252e%252e%252fsecret.txt").status()).isEqualTo(404);
            assertThat(elsewhere.heads()).isEmpty();
            site.get("/static/public.txt");
            assertThat(elsewhere.heads()).isNotEmpty();
        }
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        FileHandler handler = directory(folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handler.maxRanges(-1))
                .withMessage("maxRanges: -1 (expected: 0 or more)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handler.memory(DataSize.ofBytes(-1)))
                .withMessage("memory: -1B (expected: 0 or more)");
    }

    @Test
    void aFileIsTheSameWithAndWithoutMemory() throws IOException {
        Site.write(folder, "a.txt", "x");
        Said kept;
        try (Site site = Site.of(folder)) {
            site.get("/static/a.txt");
            kept = site.get("/static/a.txt");
        }
        try (Site site = Site.of(folder, handler -> handler.memory(DataSize.ofBytes(0)))) {
            Said read = site.get("/static/a.txt");
            assertThat(read.body()).isEqualTo(kept.body());
            assertThat(read.fields()).containsExactlyInAnyOrderElementsOf(kept.fields());
        }
    }
}
