/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

import io.wayfarer.protocol.header.HeaderList;

/** Sends a head. A client's is written into a buffer before it takes its place on the connection. */
final class SendHead extends Send {

    private final HeaderList head;
    private final boolean end;
    private @Nullable ByteBuf written;

    SendHead(Http1Stream stream, CoreSubscriber<? super Void> actual, HeaderList head, boolean end) {
        super(stream, actual);
        this.head = head;
        this.end = end;
    }

    HeaderList head() {
        return head;
    }

    boolean end() {
        return end;
    }

    void prepared(ByteBuf request) {
        written = request;
    }

    @Nullable
    ByteBuf takePrepared() {
        ByteBuf taken = written;
        written = null;
        return taken;
    }

    @Override
    void write(Outbox outbox) {
        outbox.writeHead(this);
    }

    @Override
    void discard() {
        ByteBuf unsent = takePrepared();
        if (unsent != null) {
            unsent.release();
        }
    }
}
