/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Nested;

import io.wayfarer.protocol.connection.StreamReaderContract.Ends;
import io.wayfarer.protocol.header.HeaderList;

/** What a reader of a stream does whatever the version of HTTP, over a connection of one. */
public abstract class StreamReaderCase {

    private static final HeaderList GET =
            HeaderList.of(":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/");

    /** Those that came in at the server. */
    protected final BlockingQueue<HttpStream> accepted = new LinkedTransferQueue<>();

    /** A stream of a client of that server. */
    protected abstract HttpStream newStream();

    private Ends ends() {
        HttpStream client = newStream();
        client.sendHeaders(GET, true).block(StreamReaderContract.PATIENCE);
        try {
            HttpStream server = accepted.poll(StreamReaderContract.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (server == null) {
                throw new AssertionError("no stream came");
            }
            return new Ends(client, server);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Nested
    class Heads extends HeadReadingContract {
        @Override
        protected Ends open() {
            return StreamReaderCase.this.ends();
        }
    }

    @Nested
    class Content extends ContentReadingContract {
        @Override
        protected Ends open() {
            return StreamReaderCase.this.ends();
        }
    }

    @Nested
    class Steps extends ReadingStepsContract {
        @Override
        protected Ends open() {
            return StreamReaderCase.this.ends();
        }
    }

    @Nested
    class Saving extends SavingContract {
        @Override
        protected Ends open() {
            return StreamReaderCase.this.ends();
        }
    }
}
