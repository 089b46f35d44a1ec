/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import org.junit.jupiter.api.AfterEach;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReaderCase;

class Http2StreamReaderTest extends StreamReaderCase {

    private final Loopback server =
            Loopback.server(connection -> connection.incoming().subscribe(accepted::add));

    @AfterEach
    void close() {
        server.close();
    }

    @Override
    protected HttpStream newStream() {
        return server.client().newStream();
    }
}
