/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.text;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;

import io.netty.util.internal.PlatformDependent;

/** A server as a process of its own, which tells what memory it uses: {@code /memory} has the octets of its heap and beside it. */
final class SmallServer {

    private SmallServer() {}

    /** Serves until its input ends, as it does with the process that started it. */
    public static void main(String[] arguments) throws IOException {
        try (TestServer server =
                TestServer.of(r -> r.get("/", text("here")).get("/memory", request -> text(memory())))) {
            System.out.println("PORT " + server.uri("/").getPort() + ";");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static String memory() {
        // What the first pass finds unreachable may hold what only the second can free.
        for (int pass = 0; pass < 3; pass++) {
            System.gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return heap + " " + PlatformDependent.usedDirectMemory();
    }
}
