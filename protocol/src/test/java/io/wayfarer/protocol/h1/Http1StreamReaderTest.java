/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import org.junit.jupiter.api.AfterEach;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReaderCase;

class Http1StreamReaderTest extends StreamReaderCase {

    private final Served server = Served.streams(accepted::add);

    @AfterEach
    void close() {
        server.close();
    }

    @Override
    protected HttpStream newStream() {
        return Dialled.to(server.address()).newStream();
    }
}
