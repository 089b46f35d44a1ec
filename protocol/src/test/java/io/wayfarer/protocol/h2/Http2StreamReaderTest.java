/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

import io.wayfarer.protocol.connection.ContentReadingContract;
import io.wayfarer.protocol.connection.HeadReadingContract;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ReadingStepsContract;
import io.wayfarer.protocol.connection.SavingContract;
import io.wayfarer.protocol.connection.StreamReaderContract.Ends;

class Http2StreamReaderTest {

    private final BlockingQueue<HttpStream> streams = new LinkedTransferQueue<>();
    private final Loopback server =
            Loopback.server(connection -> connection.incoming().subscribe(streams::add));

    @AfterEach
    void close() {
        server.close();
    }

    private Ends open() {
        HttpStream client = server.client().newStream();
        client.sendHeaders(Http2ExchangeTest.GET, true).block(Loopback.PATIENCE);
        try {
            HttpStream accepted = streams.poll(Loopback.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (accepted == null) {
                throw new AssertionError("no stream came");
            }
            return new Ends(client, accepted);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Nested
    class Heads extends HeadReadingContract {
        @Override
        protected Ends open() {
            return Http2StreamReaderTest.this.open();
        }
    }

    @Nested
    class Content extends ContentReadingContract {
        @Override
        protected Ends open() {
            return Http2StreamReaderTest.this.open();
        }
    }

    @Nested
    class Steps extends ReadingStepsContract {
        @Override
        protected Ends open() {
            return Http2StreamReaderTest.this.open();
        }
    }

    @Nested
    class Saving extends SavingContract {
        @Override
        protected Ends open() {
            return Http2StreamReaderTest.this.open();
        }
    }
}
