/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.client.peer.LivePeer.Running;
import io.wayfarer.fixture.PeerProgram;

/**
 * Bodies of 1 GiB, from and to servers by others, pass through a process with 64 MiB of heap and 64 MiB of direct memory.
 * lua-http makes and takes its octets in Lua, and so less of them.
 */
@Timeout(300)
class LargeBodiesTest {

    private static final long GIBIBYTE = 1L << 30;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "NGINX, HTTP_1, /huge, 0",
        "NGINX, HTTP_2_OVER_TLS, /huge, 0",
        "HTTPD, HTTP_1, /echo, 1073741824",
        "H2O, HTTP_2_BY_PRIOR_KNOWLEDGE, /huge, 0",
        "CADDY, HTTP_3, /huge, 0",
        "LUA_HTTP, HTTP_1, /huge, 0",
        "LUA_HTTP, HTTP_2_BY_PRIOR_KNOWLEDGE, /huge, 0"
    })
    void passThroughLittleMemory(LivePeer peer, Way way, String path, long upload) throws IOException {
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("huge").toFile(), "rw")) {
            sparse.setLength(GIBIBYTE);
        }
        try (Running server = peer.start(folder)) {
            String said = PeerProgram.run(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-XX:MaxDirectMemorySize=64m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LargeBodyClient.class.getName(),
                    way.name(),
                    server.url(way, path),
                    String.valueOf(upload));
            assertThat(said).contains("received " + (peer == LivePeer.LUA_HTTP ? GIBIBYTE / 16 : GIBIBYTE));
        }
    }
}
