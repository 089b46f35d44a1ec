/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.delivery;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReader;
import io.wayfarer.protocol.connection.StreamReceiver;

/**
 * A stream whose receiving half is an {@link Inbox}: has one receiver, and takes what is asked of it to the event loop. It is
 * extended, so that an exchange needs no object for it.
 */
public abstract class InboxStream implements HttpStream {

    private static final AtomicReferenceFieldUpdater<InboxStream, StreamReceiver> RECEIVER =
            AtomicReferenceFieldUpdater.newUpdater(InboxStream.class, StreamReceiver.class, "receiver");

    private volatile @Nullable StreamReceiver receiver;
    private volatile @Nullable StreamReader reader;

    protected InboxStream() {}

    protected abstract Inbox inbox();

    protected abstract boolean inLoop();

    /** Runs on the event loop, at once if this is it. */
    protected abstract void onLoop(Runnable work);

    /** Who receives, or is about to; null while nobody is known. */
    protected final @Nullable StreamReceiver receiver() {
        return receiver;
    }

    @Override
    public final void receive(StreamReceiver who) {
        if (!RECEIVER.compareAndSet(this, null, who)) {
            throw taken();
        }
        onLoop(() -> inbox().receiver(who));
    }

    /**
     * Claims the stream for the receiver of an exchange. A server that has received a request answers it with the same one.
     *
     * @param content released when the stream has another receiver
     * @throws IllegalStateException then
     */
    protected final void claim(StreamReceiver who, @Nullable ByteBuf content) {
        if (!RECEIVER.compareAndSet(this, null, who) && receiver != who) {
            if (content != null) {
                content.release();
            }
            throw taken();
        }
    }

    private static IllegalStateException taken() {
        return new IllegalStateException("the stream has a receiver already");
    }

    @Override
    public final void request(long pieces) {
        if (pieces <= 0) {
            throw new IllegalArgumentException("pieces: " + pieces + " (expected: >= 1)");
        }
        if (inLoop()) {
            inbox().request(pieces);
        } else {
            onLoop(() -> inbox().request(pieces));
        }
    }

    @Override
    public final StreamReader reader() {
        StreamReader present = reader;
        if (present == null) {
            synchronized (this) {
                present = reader;
                if (present == null) {
                    present = new StreamReader(this);
                    reader = present;
                }
            }
        }
        return present;
    }
}
