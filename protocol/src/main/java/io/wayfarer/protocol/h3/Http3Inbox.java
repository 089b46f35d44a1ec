/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import io.wayfarer.protocol.delivery.CheckedInbox;
import io.wayfarer.protocol.error.Http2Error;

/** The receiving half of a stream. */
final class Http3Inbox extends CheckedInbox {

    private final Http3Stream stream;

    Http3Inbox(Http3Stream stream) {
        this.stream = stream;
    }

    @Override
    protected void taken(long octets) {
        stream.readOn();
    }

    @Override
    protected void receiverThrew() {
        stream.reset(Http2Error.INTERNAL_ERROR);
    }
}
