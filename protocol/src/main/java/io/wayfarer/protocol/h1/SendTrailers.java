/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import reactor.core.CoreSubscriber;

import io.wayfarer.protocol.header.HeaderList;

/** Ends a message by its trailer section. */
final class SendTrailers extends Send {

    private final HeaderList trailers;

    SendTrailers(Http1Stream stream, CoreSubscriber<? super Void> actual, HeaderList trailers) {
        super(stream, actual);
        this.trailers = trailers;
    }

    @Override
    void write(Outbox outbox) {
        outbox.writeTrailers(trailers, this);
    }
}
