/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.header.HeaderList;

/**
 * What has arrived on one stream, on its way to the receiver: heads at once, content as far as it was asked for, the end
 * behind all of it, a failure before all of it. On the event loop only.
 */
final class Inbox {

    private final Http2Stream stream;
    private @Nullable StreamReceiver receiver;
    private long demand;
    private boolean asked;
    private @Nullable ArrayDeque<Object> waiting;
    private boolean ended;
    private @Nullable Throwable failure;
    private boolean done;
    private boolean delivering;

    Inbox(Http2Stream stream) {
        this.stream = stream;
    }

    boolean hasReceiver() {
        return receiver != null;
    }

    /** Whether more of the message could be delivered at once, if it came. */
    boolean awaiting() {
        return !ended() && !done && !pending() && (demand > 0 || !asked);
    }

    /** Whether content was ever asked for. */
    boolean asked() {
        return asked;
    }

    /** Whether the end or a failure is known, delivered or not. */
    boolean ended() {
        return ended || failure != null;
    }

    void receiver(StreamReceiver next) {
        receiver = next;
        deliver();
    }

    void request(long pieces) {
        asked = true;
        demand = Operators.addCap(demand, pieces);
        deliver();
    }

    void head(HeaderList head) {
        add(head);
    }

    void trailers(HeaderList trailers) {
        add(new Trailers(trailers));
    }

    /** @return whether the content was taken, so that its octets go back to the window */
    boolean data(ByteBuf content) {
        if (done || failure != null) {
            content.release();
            return true;
        }
        if (receiver == null || demand == 0 || delivering || pending()) {
            add(content);
            return false;
        }
        delivering = true;
        try {
            give(receiver, content);
        } finally {
            delivering = false;
        }
        if (waiting != null || ended || failure != null) {
            deliver();
        }
        return true;
    }

    void end() {
        if (!ended && failure == null) {
            ended = true;
            deliver();
        }
    }

    /** Drops what was not delivered, unless the message is whole: that remains to be read. */
    void fail(Throwable cause) {
        if (!ended) {
            abandon(cause);
        }
    }

    /** Drops what was not delivered, whole or not. */
    void abandon(Throwable cause) {
        clear();
        if (!done && failure == null) {
            failure = cause;
            deliver();
        }
    }

    boolean pending() {
        return waiting != null && !waiting.isEmpty();
    }

    private void clear() {
        if (waiting != null) {
            for (Object next = waiting.poll(); next != null; next = waiting.poll()) {
                if (next instanceof ByteBuf content) {
                    content.release();
                }
            }
        }
    }

    private void add(Object arrived) {
        if (done || failure != null) {
            return;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        waiting.add(arrived);
        deliver();
    }

    private void deliver() {
        StreamReceiver to = receiver;
        if (delivering || to == null || done) {
            return;
        }
        delivering = true;
        try {
            while (!done && waiting != null && !waiting.isEmpty()) {
                if (!deliverNext(to, waiting)) {
                    break;
                }
            }
            if (!done && failure != null) {
                done = true;
                failed(to, failure);
            } else if (!done && ended && !pending()) {
                done = true;
                to.onEnd();
            }
        } catch (RuntimeException thrown) {
            broken(to, thrown);
        } finally {
            delivering = false;
        }
    }

    private boolean deliverNext(StreamReceiver to, ArrayDeque<Object> from) {
        Object next = from.peek();
        if (next instanceof ByteBuf content) {
            if (demand == 0) {
                return false;
            }
            from.poll();
            int octets = content.readableBytes();
            give(to, content);
            stream.delivered(octets);
        } else {
            from.poll();
            if (next instanceof HeaderList head) {
                to.onHeaders(head);
            } else if (next instanceof Trailers trailers) {
                to.onTrailers(trailers.fields());
            }
        }
        return true;
    }

    private void give(StreamReceiver to, ByteBuf content) {
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        try {
            to.onData(content);
        } catch (RuntimeException thrown) {
            broken(to, thrown);
        }
    }

    /** A receiver that throws gets nothing more than its own exception, and the stream ends. */
    private void broken(StreamReceiver to, RuntimeException thrown) {
        clear();
        boolean told = done;
        done = true;
        stream.reset(Http2Error.INTERNAL_ERROR);
        if (told) {
            Operators.onErrorDropped(thrown, Context.empty());
        } else {
            failed(to, thrown);
        }
    }

    private static void failed(StreamReceiver to, Throwable cause) {
        try {
            to.onFailure(cause);
        } catch (RuntimeException thrown) {
            Operators.onErrorDropped(thrown, Context.empty());
        }
    }

    private record Trailers(HeaderList fields) {}
}
