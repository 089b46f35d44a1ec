/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.delivery;

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
 * The receiving half of a stream: passes on what arrives, content as far as it was asked for, and keeps the rest in order.
 * On the event loop of the connection only; a stream extends it by what it does when content was taken.
 */
public abstract class Inbox {

    /** So many things may wait before small pieces of content are put together. */
    private static final int MANY = 16;

    /** Octets of a small piece. */
    private static final int SMALL = 512;

    /** Octets that are kept together. */
    private static final int JOINED = 4096;

    private record Trailers(HeaderList fields) {}

    private @Nullable StreamReceiver receiver;
    private @Nullable ArrayDeque<Object> queue;
    private @Nullable ByteBuf joined;
    private long demand;
    private long queuedBytes;
    private boolean asked;
    private boolean delivering;
    private boolean detached;

    /** The message is whole. */
    private boolean ended;

    private @Nullable Throwable failure;

    /** The last thing was told. */
    private boolean done;

    protected Inbox() {}

    /**
     * Content that had to wait was taken.
     *
     * @param octets of it, more than 0
     */
    protected abstract void taken(long octets);

    /** The receiver has thrown, and was told so: it hears of nothing any more. */
    protected abstract void receiverThrew();

    /** The first one receives everything. */
    public final void receiver(StreamReceiver who) {
        if (receiver == null) {
            receiver = who;
            drain();
        }
    }

    public final void request(long pieces) {
        asked = true;
        demand = Operators.addCap(demand, pieces);
        drain();
    }

    /** Content that waits unread, in octets. */
    public final long queuedBytes() {
        return queuedBytes;
    }

    /** Whether content was ever asked for. */
    public final boolean asked() {
        return asked;
    }

    /** Whether the end or a failure is known, told or not. */
    public final boolean sealed() {
        return done || ended || failure != null;
    }

    /** Whether the last thing was told, so that the receiver hears of nothing any more. */
    public final boolean told() {
        return done;
    }

    /** Whether more of the message could be told at once, if it came. */
    public final boolean awaiting() {
        return !sealed() && isEmpty() && (demand > 0 || !asked);
    }

    public final void head(HeaderList head) {
        if (direct()) {
            deliver(head);
        } else {
            keep(head);
        }
    }

    /**
     * Takes content over.
     *
     * @return whether it was passed on, or released, at once; if not, {@link #taken} tells when it was
     */
    public final boolean content(ByteBuf content) {
        if (sealed()) {
            content.release();
            return true;
        }
        if (demand > 0 && direct()) {
            deliver(content);
            return true;
        }
        keepContent(content);
        return false;
    }

    public final void trailers(HeaderList trailers) {
        keep(new Trailers(trailers));
        drain();
    }

    public final void end() {
        if (!sealed()) {
            ended = true;
            drain();
        }
    }

    /** Fails behind what has arrived, unless the message is whole. */
    public final void fail(Throwable cause) {
        if (!sealed()) {
            failure = cause;
            drain();
        }
    }

    /** Fails and drops what has arrived, unless the message is whole: that remains to be read. */
    public final void breakOff(Throwable cause) {
        if (!sealed()) {
            failNow(cause);
        }
    }

    /** Fails and drops what has arrived, though the message may be whole; the first reason counts. */
    public final void failNow(Throwable cause) {
        drop();
        if (!done) {
            failure = failure == null ? cause : failure;
            drain();
        }
    }

    /** Drops what has arrived and what will; nothing is told any more. */
    public final void abandon() {
        drop();
        done = true;
    }

    /** The stream has left the connection. What waits may wait for ever, so it must not be in buffers of a pool any more. */
    public final void detach() {
        ArrayDeque<Object> waiting = queue;
        if (detached || queuedBytes == 0 || waiting == null) {
            return;
        }
        detached = true;
        joined = null;
        for (int i = waiting.size(); i > 0; i--) {
            Object item = waiting.remove();
            if (item instanceof ByteBuf content) {
                byte[] octets = ByteBufUtil.getBytes(content);
                content.release();
                item = Unpooled.wrappedBuffer(octets);
            }
            waiting.add(item);
        }
    }

    private boolean isEmpty() {
        return queue == null || queue.isEmpty();
    }

    private boolean direct() {
        return receiver != null && !delivering && !sealed() && isEmpty();
    }

    private void keep(Object item) {
        if (sealed()) {
            return;
        }
        if (queue == null) {
            queue = new ArrayDeque<>(4);
        }
        queue.add(item);
    }

    /** A peer may send octet by octet, and each piece holds on to the buffer that it was read into. */
    private void keepContent(ByteBuf content) {
        queuedBytes += content.readableBytes();
        if (content.readableBytes() <= SMALL && queue != null && queue.size() >= MANY) {
            join(content, queue);
        } else {
            keep(content);
        }
    }

    private void join(ByteBuf content, ArrayDeque<Object> waiting) {
        ByteBuf last = joined;
        if (last == null || last != waiting.peekLast() || last.writableBytes() < content.readableBytes()) {
            last = content.alloc().buffer(JOINED, JOINED);
            joined = last;
            waiting.add(last);
        }
        last.writeBytes(content);
        content.release();
    }

    private void drop() {
        if (queue != null) {
            for (Object item = queue.poll(); item != null; item = queue.poll()) {
                if (item instanceof ByteBuf content) {
                    content.release();
                }
            }
        }
        joined = null;
        queuedBytes = 0;
    }

    private void drain() {
        if (delivering || receiver == null) {
            return;
        }
        long octets = 0;
        while (!done) {
            ArrayDeque<Object> waiting = queue;
            Object next = waiting == null ? null : waiting.peek();
            if (waiting == null || next == null) {
                tellLast();
                break;
            }
            if (next instanceof ByteBuf content) {
                if (demand == 0) {
                    break;
                }
                int readable = content.readableBytes();
                queuedBytes -= readable;
                octets += readable;
            }
            waiting.remove();
            tell(next);
        }
        if (octets > 0) {
            taken(octets);
        }
    }

    private void deliver(Object item) {
        tell(item);
        if (!isEmpty() || ended || failure != null) {
            drain();
        }
    }

    private void tell(Object item) {
        StreamReceiver to = receiver;
        if (to == null) {
            throw new IllegalStateException("nobody receives");
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
            }
        } catch (RuntimeException | Error thrown) {
            threw(to, thrown);
        } finally {
            delivering = false;
        }
    }

    private void tellLast() {
        StreamReceiver to = receiver;
        if (to == null || !sealed()) {
            return;
        }
        done = true;
        try {
            if (failure == null) {
                to.onEnd();
            } else {
                to.onFailure(failure);
            }
        } catch (RuntimeException | Error thrown) {
            Operators.onErrorDropped(thrown, Context.empty());
            receiverThrew();
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
        receiverThrew();
    }
}
