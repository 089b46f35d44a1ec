/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

import io.wayfarer.benchmarks.server.CannedServer;
import io.wayfarer.benchmarks.server.ContestedServer;
import io.wayfarer.benchmarks.server.Servers;

/**
 * A server's process: {@code ServerMain [<contestant>]}, the one that costs next to nothing when none is named. Says its port,
 * and answers each line with what it has used since the line before, as a {@link Measurement} without operations.
 */
final class ServerMain {

    private ServerMain() {}

    public static void main(String[] args) throws IOException {
        // Standard output carries the results: what a library prints must not get in between.
        PrintStream results = System.out;
        System.setOut(System.err);
        try (ContestedServer server = args.length == 0 ? new CannedServer() : started(args[0]);
                BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            results.println(server.port());
            Usage before = Usage.now();
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                Usage now = Usage.now();
                results.println(Measurement.of(now, before).encode());
                before = Usage.now();
            }
        }
        System.exit(0);
    }

    private static ContestedServer started(String id) {
        for (Servers entry : Servers.values()) {
            if (entry.id().equals(id)) {
                return entry.start();
            }
        }
        throw new IllegalArgumentException("no server \"" + id + "\"");
    }
}
