/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.io.IOException;

/** The server's process: prints its port and lives until its input ends. */
final class ServerMain {

    private ServerMain() {}

    public static void main(String[] args) throws IOException {
        try (ContestServer server = new ContestServer()) {
            System.out.println(server.port());
            System.in.transferTo(System.err);
        }
    }
}
