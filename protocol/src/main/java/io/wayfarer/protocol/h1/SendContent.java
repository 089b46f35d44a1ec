/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import reactor.core.CoreSubscriber;

/** Sends a piece of content. */
final class SendContent extends Send {

    private final ByteBuf content;
    private final boolean end;
    private boolean given;

    SendContent(Http1Stream stream, CoreSubscriber<? super Void> actual, ByteBuf content, boolean end) {
        super(stream, actual);
        this.content = content;
        this.end = end;
    }

    @Override
    void write(Outbox outbox) {
        outbox.checkContent(content.readableBytes(), end);
        given = true;
        outbox.writeContent(content, end, this);
    }

    @Override
    void discard() {
        if (!given) {
            given = true;
            content.release();
        }
    }
}
