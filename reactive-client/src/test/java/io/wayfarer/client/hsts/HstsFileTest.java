/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import io.wayfarer.fixture.HostileInput;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;

class HstsFileTest {

    private static final Instant THEN = Instant.parse("2031-02-03T04:05:06Z");
    private static final List<HstsEntry> ENTRIES =
            List.of(new HstsEntry("cafe.example", false, THEN), new HstsEntry("shop.example", true, Instant.MAX));

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = folder.resolve("hsts.txt");
        HstsFile.write(file, ENTRIES);

        assertThat(Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")))
                .containsExactly("cafe.example \"20310203 04:05:06\"", ".shop.example \"unlimited\"");
        assertThat(HstsFile.read(file)).isEqualTo(new HstsFile.Contents(ENTRIES, 0));
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example",
                "shop.example 20310203",
                "\"20310203 04:05:06\"",
                "shop.example \"20310203 04:05:06",
                "shop.example \"20310230 04:05:06\"",
                "shop.example \"never\"",
                "127.0.0.1 \"unlimited\"",
                ". \"unlimited\"",
                "shop.example\"unlimited\""
            })
    void aLineThatIsNoneIsPassedOverAndCounted(String line) throws IOException {
        assertThat(HstsFile.read(new StringReader(line + "\nShop.Example. \"unlimited\"\n\n# end")))
                .isEqualTo(new HstsFile.Contents(List.of(new HstsEntry("shop.example", false, Instant.MAX)), 1));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextsAreReadWithoutFailure(String text) throws IOException {
        HstsFile.Contents contents = HstsFile.read(new StringReader(text));

        StringWriter again = new StringWriter();
        HstsFile.write(again, contents.entries());
        assertThat(HstsFile.read(new StringReader(again.toString())).entries()).isEqualTo(contents.entries());
    }

    static Stream<String> hostile() {
        return Stream.concat(
                HostileInput.texts(),
                HostileInput.random(
                        6797,
                        500,
                        20,
                        "a.example",
                        ".",
                        " ",
                        "\"",
                        "unlimited",
                        "20310203 04:05:06",
                        "\n",
                        "#",
                        "9",
                        "\0"));
    }

    @Test
    void aStoreOutlivesItsProcess() throws Exception {
        Path file = folder.resolve("hsts.txt");
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try {
            HstsStore first = new InMemoryHstsStore();
            try (HstsFileSaver saver = HstsFileSaver.start(first, file, Duration.ofHours(1), executor)) {
                first.put(ENTRIES.get(0));
                saver.save();
                assertThat(HstsFile.read(file).entries()).containsExactly(ENTRIES.get(0));
                first.put(new HstsEntry("shop.example", true, THEN));
            }
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            HstsStore second = new InMemoryHstsStore();
            HstsFileSaver.start(second, file, Duration.ofHours(1), executor).close();

            assertThat(second.snapshot()).hasSize(2).isEqualTo(first.snapshot());
            assertThat(second.check("www.shop.example")).isTrue();
            assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(changed);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void curlReadsWhatIsWritten() throws Exception {
        assumeCurl();
        Path file = folder.resolve("hsts.txt");
        HstsFile.write(file, ENTRIES);

        for (String host : List.of("cafe.example", "shop.example", "www.shop.example")) {
            assertThat(curl(file, "http://" + host + "/", "--resolve", host + ":443:127.0.0.1"))
                    .contains("Switched from HTTP to HTTPS due to HSTS");
        }
        assertThat(curl(file, "http://www.cafe.example/", "--resolve", "www.cafe.example:80:127.0.0.1"))
                .doesNotContain("HSTS =>");
    }

    @Test
    void whatCurlWritesIsRead() throws Exception {
        assumeCurl();
        LoopbackTls tls = LoopbackTls.of("shop.example");
        Path file = folder.resolve("curl.txt");
        try (LoopbackServer server = LoopbackServer.start(
                tls,
                routes -> routes.get(
                        "/",
                        (in, out) -> out.header("Strict-Transport-Security", "max-age=86400; includeSubDomains")
                                .sendString(Mono.just("hello"))))) {
            curl(
                    file,
                    "https://shop.example:" + server.port() + "/",
                    "--resolve",
                    "shop.example:" + server.port() + ":127.0.0.1",
                    "--cacert",
                    tls.writeCertificate(folder).toString());
        }

        HstsFile.Contents contents = HstsFile.read(file);

        assertThat(contents.badLines()).isZero();
        assertThat(contents.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.host()).isEqualTo("shop.example");
            assertThat(entry.includeSubDomains()).isTrue();
            assertThat(Duration.between(Instant.now(), entry.expires()))
                    .isBetween(Duration.ofHours(23), Duration.ofHours(24));
        });
    }

    private static void assumeCurl() {
        boolean there;
        try {
            Process version = new ProcessBuilder("curl", "--version")
                    .redirectErrorStream(true)
                    .start();
            there = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("HSTS");
        } catch (IOException e) {
            there = false;
        }
        Assumptions.assumeTrue(
                there, "SKIPPED: the exchange of HSTS files with curl; install the package curl (7.74 or later)");
    }

    /** Whatever becomes of the request; what curl says on its way. */
    private static String curl(Path file, String url, String... more) throws Exception {
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        "curl",
                                        "-sv",
                                        "--noproxy",
                                        "*",
                                        "--max-time",
                                        "10",
                                        "--hsts",
                                        file.toString(),
                                        url),
                                Stream.of(more))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
