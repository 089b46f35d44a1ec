/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;

import io.wayfarer.protocol.header.HeaderList;

/** Sends a whole message as part of an exchange: what fails is told to the receiver. */
final class SendWhole extends Send {

    private final @Nullable HeaderList head;
    private @Nullable ByteBuf request;
    private @Nullable ByteBuf content;

    /** An answer. */
    SendWhole(Http1Stream stream, HeaderList head, @Nullable ByteBuf content) {
        super(stream, new Receiver(stream));
        this.head = head;
        this.content = content;
    }

    /** A request whose head has been written into a buffer. */
    SendWhole(Http1Stream stream, ByteBuf request, @Nullable ByteBuf content) {
        super(stream, new Receiver(stream));
        this.head = null;
        this.request = request;
        this.content = content;
    }

    @Override
    void write(Outbox outbox) {
        ByteBuf buffer = request;
        if (buffer != null) {
            ByteBuf all = content;
            request = null;
            content = null;
            outbox.writeWhole(buffer, all);
        } else if (head != null) {
            outbox.writeAnswer(this);
        }
    }

    HeaderList head() {
        return head == null ? HeaderList.empty() : head;
    }

    @Nullable
    ByteBuf content() {
        return content;
    }

    @Nullable
    ByteBuf takeContent() {
        ByteBuf taken = content;
        content = null;
        return taken;
    }

    @Override
    void discard() {
        if (request != null) {
            request.release();
            request = null;
        }
        ByteBuf unsent = takeContent();
        if (unsent != null) {
            unsent.release();
        }
    }

    private static final class Receiver extends BaseSubscriber<Void> implements CoreSubscriber<Void> {

        private final Http1Stream stream;

        Receiver(Http1Stream stream) {
            this.stream = stream;
        }

        @Override
        protected void hookOnError(Throwable failure) {
            stream.exchangeFailed(failure);
        }
    }
}
