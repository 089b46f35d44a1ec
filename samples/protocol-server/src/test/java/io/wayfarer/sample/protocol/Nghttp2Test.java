/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.PeerProgram;

/** nghttp2's client and load generator. */
class Nghttp2Test {

    @Test
    void settingsAreExchangedAndAcknowledged() {
        try (Running server = Running.plain()) {
            assertThat(nghttp("-nv", server.url("/")))
                    .contains("recv SETTINGS frame", "; ACK", ":status: 200", "; END_STREAM");
        }
    }

    @Test
    void aPromiseIsKept() {
        try (Running server = Running.plain()) {
            assertThat(nghttp("-nv", server.url("/push")))
                    .contains("recv PUSH_PROMISE frame", ":path: /pushed", "recv (stream_id=2) :status: 200");
            assertThat(nghttp("-nv", "--no-push", server.url("/push")))
                    .doesNotContain("PUSH_PROMISE frame")
                    .contains(":status: 200");
        }
    }

    @Test
    void paddingIsUnderstood(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("content"), new byte[100_000]);
        try (Running server = Running.plain()) {
            assertThat(nghttp("-nv", "-b", "255", "-d", file.toString(), server.url("/")))
                    .contains("PADDED", ":status: 200");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 10", "16, 30", "30, 30"})
    void windowsOfAllSizesAreKept(int streamBits, int connectionBits) {
        try (Running server = Running.plain()) {
            String length = PeerProgram.run(
                    "/bin/sh",
                    "-c",
                    "'" + PeerProgram.installed("nghttp", "nghttp2-client") + "' -w " + streamBits + " -W "
                            + connectionBits + " " + server.url("/bytes/20000") + " | wc -c");
            assertThat(length.strip()).isEqualTo("20000");
        }
    }

    @Test
    void trailersAndSeveralStreamsAtOnceWork() {
        try (Running server = Running.plain()) {
            assertThat(nghttp("-nv", server.url("/trailers"))).contains("x-trailer: the last word");
            String[] urls = new String[100];
            java.util.Arrays.setAll(urls, i -> server.url("/bytes/" + i * 1000));
            String[] command = new String[urls.length + 1];
            command[0] = "-nv";
            System.arraycopy(urls, 0, command, 1, urls.length);
            assertThat(nghttp(command).split(":status: 200", -1)).hasSize(101);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--h1", "--npn-list=h2"})
    void allRequestsOfALoadSucceed(String version) {
        String h2load = PeerProgram.installed("h2load", "nghttp2-client");
        try (Running server = Running.plain()) {
            assertThat(PeerProgram.run(h2load, version, "-n", "5000", "-c", "20", "-m", "8", server.url("/")))
                    .contains("5000 succeeded, 0 failed, 0 errored, 0 timeout");
        }
    }

    @Test
    void allRequestsOfALoadOverTlsSucceed() {
        String h2load = PeerProgram.installed("h2load", "nghttp2-client");
        try (Running server = new Running("--port", "0", "--tls")) {
            assertThat(PeerProgram.run(h2load, "-n", "2000", "-c", "4", "-m", "8", server.url("/bytes/10000")))
                    .contains("2000 succeeded, 0 failed, 0 errored, 0 timeout");
        }
    }

    private static String nghttp(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = PeerProgram.installed("nghttp", "nghttp2-client");
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return PeerProgram.run(command).replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
