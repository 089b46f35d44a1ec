/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.wayfarer.fixture.LoopbackTls;

/** The file of {@code --hsts} goes to and fro between this program and curl, and means the same to both. */
class HstsFileTests {

    private static final Path CURL = Path.of("/usr/bin/curl");

    @TempDir
    private Path folder;

    private TestSite site;
    private String authority;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        site = TestSite.startTls();
        authority = LoopbackTls.localhost().writeCertificate(folder).toString();
        file = folder.resolve("hsts");
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** Of a URL of the TLS server that says http. */
    private String plain() {
        return site.otherUrl("/hello").replace("https:", "http:");
    }

    @Test
    void whatWeWriteWeRead() throws IOException {
        fetch(site.otherUrl("/hsts"));
        assertThat(Files.readString(file)).contains("localhost \"");

        assertThat(fetch(plain())).isEqualTo("hello\n" + site.otherUrl("/hello"));
    }

    @Test
    void whatCurlWritesWeRead() throws Exception {
        curl(site.otherUrl("/hsts"));
        assertThat(Files.readString(file)).contains("localhost \"");

        assertThat(fetch(plain())).isEqualTo("hello\n" + site.otherUrl("/hello"));
    }

    @Test
    void whatWeWriteCurlReads() throws Exception {
        fetch(site.otherUrl("/hsts"));

        assertThat(curl(plain())).isEqualTo("hello\nhttps");
    }

    @Test
    void aHostWithoutAnEndAndItsSubdomainsGoThroughBothHands() throws Exception {
        Files.writeString(file, ".shop.example \"unlimited\"\n.cafe.example \"20990101 00:00:00\"\n");
        fetch(site.otherUrl("/hello"));
        curl(site.otherUrl("/hello"));

        assertThat(Files.readAllLines(file))
                .contains(".shop.example \"unlimited\"", ".cafe.example \"20990101 00:00:00\"");
    }

    /** What the program prints, and the URL behind it. */
    private String fetch(String url) {
        Run run = Run.fetch("-s", "--hsts", file.toString(), "--cacert", authority, "-w", "%{url_effective}", url);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    /** What curl prints, and the scheme behind it. */
    private String curl(String url) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(CURL), "SKIPPED: package curl is not installed: apt-get install curl");
        List<String> command = new ArrayList<>(List.of(CURL.toString(), "-q", "-s", "--noproxy", "*"));
        command.addAll(List.of("--hsts", file.toString(), "--cacert", authority, "-w", "%{scheme}", url));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        return out.toLowerCase(Locale.ROOT);
    }
}
