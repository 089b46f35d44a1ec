/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.wayfarer.fixture.PeerProgram;

/** What connections cost that wait for their next request, in a server as small as a device of few megabytes allows. */
class IdleConnectionsTest {

    private static final int CONNECTIONS = 1000;

    /** About 6,000 octets, and some to spare for other versions of Java and Netty. */
    private static final long MOST_HEAP = 8 << 10;

    private final List<RawClient> clients = new ArrayList<>();
    private PeerProgram server;
    private int port;

    @BeforeEach
    void start() {
        server = PeerProgram.start(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:MaxDirectMemorySize=8m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallServer.class.getName());
        String said = server.awaitText(";").said();
        port = Integer.parseInt(said.substring(said.indexOf("PORT ") + 5, said.lastIndexOf(';')));
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    private String ask(RawClient client, String path) throws IOException {
        client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
        String head = client.readUntil("\r\n\r\n");
        int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        return client.read(length);
    }

    private long[] memory() throws IOException {
        try (RawClient client = new RawClient(port)) {
            String[] octets = ask(client, "/memory").split(" ", -1);
            return new long[] {Long.parseLong(octets[0]), Long.parseLong(octets[1])};
        }
    }

    @Test
    void aThousandOfThemAreKeptIn24MegabytesAndEachCostsAFewKilobytes() throws IOException {
        memory();
        long[] before = memory();
        for (int i = 0; i < CONNECTIONS; i++) {
            RawClient client = new RawClient(port);
            clients.add(client);
            assertThat(ask(client, "/")).isEqualTo("here");
        }
        long[] after = memory();
        assertThat((after[0] - before[0]) / CONNECTIONS)
                .as("octets of heap for each connection")
                .isBetween(500L, MOST_HEAP);
        assertThat(after[1] - before[1]).as("octets beside the heap").isLessThan(CONNECTIONS * 1024L);
        for (RawClient client : clients) {
            assertThat(ask(client, "/")).isEqualTo("here");
        }
    }
}
