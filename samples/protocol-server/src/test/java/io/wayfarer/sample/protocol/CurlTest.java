/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.PeerProgram;

/** curl as the client, in each version it has. */
class CurlTest {

    @SuppressWarnings("NullAway.Init")
    private static String curl;

    @BeforeAll
    static void find() {
        curl = PeerProgram.installed("curl", "curl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.0", "--http1.1", "--http2", "--http2-prior-knowledge"})
    void eachVersionIsSpokenOnOnePort(String version) {
        try (Running server = Running.plain()) {
            assertThat(curl(version, server.url("/path")))
                    .startsWith("GET /path HTTP/"
                            + switch (version) {
                                case "--http1.0" -> "1.0";
                                case "--http1.1" -> "1.1";
                                case "--http2" -> "";
                                default -> "2";
                            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2"})
    void tlsIsSpokenWithACertificateOfItsOwn(String version) {
        try (Running server = new Running("--port", "0", "--tls")) {
            assertThat(server.url("/")).startsWith("https://127.0.0.1:");
            assertThat(curl("-k", version, server.url("/path")))
                    .startsWith("GET /path HTTP/" + (version.equals("--http2") ? "2\n" : "1.1\n"));
        }
    }

    @Test
    void aUnixSocketIsServed(@TempDir Path folder) {
        Path socket = folder.resolve("s");
        try (Running server = new Running("--unix", socket.toString())) {
            assertThat(server.url("/")).startsWith("http+unix://");
            assertThat(curl("--unix-socket", socket.toString(), "http://localhost/path"))
                    .startsWith("GET /path HTTP/1.1\n");
            assertThat(curl("--http2-prior-knowledge", "--unix-socket", socket.toString(), "http://localhost/path"))
                    .startsWith("GET /path HTTP/2\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void trailersAndEarlyHintsAreUnderstood(String version) {
        try (Running server = Running.plain()) {
            assertThat(curl(version, "-i", server.url("/trailers"))).contains("x-trailer: the last word");
            assertThat(curl(version, "-i", server.url("/early-hints"))).contains(" 103 ", "rel=preload", " 200 ");
            assertThat(curl(version, "-i", server.url("/status/418"))).contains(" 418");
            assertThat(curl(version, "-I", server.url("/bytes/7"))).containsIgnoringCase("content-length: 7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2"}) // with prior knowledge it cannot follow, whatever the server
    void redirectsAreFollowed(String version) {
        try (Running server = new Running("--port", "0", "--tls")) {
            assertThat(curl("-k", version, "-L", server.url("/redirect/3"))).startsWith("GET /redirect/0 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void aLargeUploadIsEchoedWhetherItsLengthIsToldOrNot(String version, @TempDir Path folder) throws IOException {
        byte[] content = new byte[3_000_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) ('a' + i % 26);
        }
        Path file = Files.write(folder.resolve("content"), content);
        String text = new String(content, ISO_8859_1);
        try (Running server = Running.plain()) {
            assertThat(curl(version, "--data-binary", "@" + file, server.url("/"))
                            .endsWith("\n\n" + text))
                    .isTrue();
            assertThat(curl(version, "-T", file.toString(), "-H", "Transfer-Encoding: chunked", server.url("/"))
                            .endsWith("\n\n" + text))
                    .isTrue();
            assertThat(curl(version, "-H", "Expect: 100-continue", "-v", "-d", "small", server.url("/")))
                    .endsWith("\n\nsmall");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void oneConnectionServesManyRequests(String version) {
        try (Running server = Running.plain()) {
            assertThat(curl(version, "-o", "/dev/null", "-w", "%{num_connects} ", server.url("/[1-5]")))
                    .isEqualTo("1 0 0 0 0 ");
        }
    }

    @Test
    void oneVersionAloneIsSpokenWhereThatIsWanted() {
        try (Running server = new Running("--port", "0", "--version", "2")) {
            assertThat(curl("--http2-prior-knowledge", server.url("/"))).startsWith("GET / HTTP/2\n");
            assertThat(curl("--http1.1", server.url("/"))).isEmpty();
        }
        try (Running server = new Running("--port", "0", "--version", "1.1")) {
            assertThat(curl("--http1.1", server.url("/"))).startsWith("GET / HTTP/1.1\n");
            assertThat(curl("--http2-prior-knowledge", server.url("/"))).doesNotContain("GET / HTTP");
        }
        try (Running server = new Running("--port", "0", "--version", "1.1", "--tls")) {
            assertThat(curl("-k", "--http2", server.url("/"))).startsWith("GET / HTTP/1.1\n");
        }
    }

    private static String curl(String... arguments) {
        List<String> command = new ArrayList<>(List.of(curl, "-s", "-m", "30", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        return new String(PeerProgram.output(command.toArray(String[]::new)), ISO_8859_1);
    }
}
