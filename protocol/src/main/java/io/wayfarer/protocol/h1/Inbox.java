/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.header.HeaderList;

/**
 * The receiving half of a stream: passes on what arrives, as far as it was asked for, and keeps the rest in order. On the
 * event loop only.
 */
final class Inbox {

    private record Trailers(HeaderList fields) {}

    private record Failure(Throwable cause) {}

    private static final Object END = new Object();

    private final Http1Stream stream;
    private @Nullable StreamReceiver receiver;
    private @Nullable ArrayDeque<Object> queue;
    private long demand;
    private long queuedBytes;
    private boolean delivering;

    /** The last thing that will be told has come. */
    private boolean sealed;

    /** Nothing more may be delivered. */
    private boolean done;

    Inbox(Http1Stream stream) {
        this.stream = stream;
    }

    void receiver(StreamReceiver who) {
        if (receiver == null) {
            receiver = who;
            drain();
        }
    }

    void request(long pieces) {
        demand = Operators.addCap(demand, pieces);
        drain();
    }

    /** Content that waits unread, in octets. */
    long queuedBytes() {
        return queuedBytes;
    }

    void head(HeaderList head) {
        if (direct()) {
            deliver(head);
        } else {
            keep(head);
        }
    }

    void content(ByteBuf content) {
        if (sealed) {
            content.release();
        } else if (demand > 0 && direct()) {
            deliver(content);
        } else {
            queuedBytes += content.readableBytes();
            keep(content);
        }
    }

    void end(@Nullable HeaderList trailers) {
        if (trailers != null) {
            if (direct()) {
                deliver(new Trailers(trailers));
            } else {
                keep(new Trailers(trailers));
            }
        }
        sealed = true;
        if (direct()) {
            deliver(END);
        } else {
            keep(END);
        }
    }

    /** Fails, behind what has arrived. */
    void fail(Throwable cause) {
        if (sealed) {
            return;
        }
        sealed = true;
        Failure failure = new Failure(cause);
        if (direct()) {
            deliver(failure);
        } else {
            keep(failure);
        }
    }

    /** Fails and drops what has arrived. */
    void failNow(Throwable cause) {
        if (!done) {
            drop();
            sealed = false;
            fail(cause);
        }
    }

    /** Drops what has arrived and what will; nothing is told any more. */
    void abandon() {
        drop();
        sealed = true;
        done = true;
    }

    /**
     * The stream has left the connection. What waits may wait for ever, so its buffers must not be of a pool any more.
     */
    void detach() {
        if (queuedBytes == 0 || queue == null) {
            return;
        }
        for (int i = queue.size(); i > 0; i--) {
            Object item = queue.poll();
            if (item instanceof ByteBuf content) {
                byte[] octets = ByteBufUtil.getBytes(content);
                content.release();
                item = Unpooled.wrappedBuffer(octets);
            }
            queue.add(item);
        }
    }

    private boolean direct() {
        return receiver != null && !delivering && !done && (queue == null || queue.isEmpty());
    }

    private void keep(Object item) {
        if (done) {
            return;
        }
        if (queue == null) {
            queue = new ArrayDeque<>(4);
        }
        queue.add(item);
    }

    private void drop() {
        if (queue != null) {
            for (Object item : queue) {
                if (item instanceof ByteBuf content) {
                    content.release();
                }
            }
            queue.clear();
        }
        queuedBytes = 0;
    }

    private void drain() {
        if (delivering || receiver == null || queue == null) {
            return;
        }
        long before = queuedBytes;
        while (!queue.isEmpty() && !delivering) {
            Object item = queue.peek();
            if (item instanceof ByteBuf && demand == 0) {
                break;
            }
            queue.poll();
            if (item instanceof ByteBuf content) {
                queuedBytes -= content.readableBytes();
            }
            deliver(item);
        }
        if (queuedBytes < before) {
            stream.shrank();
        }
    }

    private void deliver(Object item) {
        StreamReceiver to = receiver;
        if (to == null || done) {
            if (item instanceof ByteBuf content) {
                content.release();
            }
            return;
        }
        delivering = true;
        try {
            if (item instanceof ByteBuf content) {
                if (demand != Long.MAX_VALUE) {
                    demand--;
                }
                to.onData(content);
            } else if (item instanceof HeaderList head) {
                to.onHeaders(head);
            } else if (item instanceof Trailers trailers) {
                to.onTrailers(trailers.fields());
            } else {
                done = true;
                if (item instanceof Failure failure) {
                    to.onFailure(failure.cause());
                } else {
                    to.onEnd();
                }
            }
        } catch (RuntimeException | Error thrown) {
            threw(to, thrown);
        } finally {
            delivering = false;
        }
        if (queue != null && !queue.isEmpty()) {
            drain();
        }
    }

    /** What a receiver throws ends the stream, and is the last thing it hears of. */
    private void threw(StreamReceiver to, Throwable thrown) {
        boolean told = done;
        abandon();
        if (told) {
            Operators.onErrorDropped(thrown, Context.empty());
        } else {
            try {
                to.onFailure(thrown);
            } catch (RuntimeException | Error again) {
                Operators.onErrorDropped(again, Context.empty());
            }
        }
        stream.receiverThrew();
    }
}
