/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReaderContract;

class Http2StreamReaderTest extends StreamReaderContract {

    private final BlockingQueue<HttpStream> streams = new LinkedTransferQueue<>();
    private final Loopback server =
            Loopback.server(connection -> connection.incoming().subscribe(streams::add));

    @AfterEach
    void close() {
        closeAll();
        server.close();
    }

    @Override
    protected Ends open() {
        HttpStream client = server.client().newStream();
        client.sendHeaders(Http2ExchangeTest.GET, true).block(PATIENCE);
        try {
            HttpStream accepted = streams.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (accepted == null) {
                throw new AssertionError("no stream came");
            }
            return new Ends(client, accepted);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
