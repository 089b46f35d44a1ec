/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.delivery.CheckedInbox;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.header.HeaderList;

/** The receiving half of a stream, which checks that the message is of one piece (RFC 9113 section 8.1). */
final class StreamInbox extends CheckedInbox {

    private final Http2Stream stream;

    /** Whether the peer has ended its message, though Netty may not have taken note yet. */
    private boolean ending;

    StreamInbox(Http2Stream stream, @Nullable HeaderList request) {
        this.stream = stream;
        if (request != null) {
            answers(request);
        }
    }

    @Override
    protected void taken(long octets) {
        stream.delivered((int) octets);
    }

    @Override
    protected void receiverThrew() {
        stream.reset(Http2Error.INTERNAL_ERROR);
    }

    /** The peer has ended its message. */
    void noteEnd() {
        ending = true;
    }

    boolean ending() {
        return ending;
    }
}
