/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.header.HeaderList;

/**
 * Takes messages out of the octets that come, gives them to the stream whose turn it is, and holds the peer back while too
 * much of them waits. On the event loop only.
 */
final class Intake {

    private final Http1Handler handler;
    private final MessageReader reader;
    private final Channel channel;
    private final int maxQueuedBytes;
    private final int maxWaitingBytes;
    private boolean reading;
    private boolean paused;
    private boolean ended;

    Intake(Http1Handler handler, Channel channel) {
        this.handler = handler;
        this.reader = handler.reader;
        this.channel = channel;
        this.maxQueuedBytes = handler.settings.maxQueuedBytes();
        this.maxWaitingBytes = maxQueuedBytes + handler.settings.maxHeaderBytes();
    }

    /** Whether the peer is held back. */
    boolean paused() {
        return paused;
    }

    /** Whether no more octets will come. */
    boolean ended() {
        return ended;
    }

    /** Takes over what has come. */
    void octets(ChannelHandlerContext ctx, ByteBuf octets) {
        if (handler.ended || ended || reader.dropping()) {
            octets.release();
        } else {
            reader.feed(ctx.alloc(), octets);
            proceed();
        }
    }

    /** Reads on as far as octets and permission go. */
    void proceed() {
        if (reading || handler.ended) {
            return;
        }
        reading = true;
        try {
            while (!handler.ended && !held()) {
                MessageReader.Event event = reader.next();
                if (event == MessageReader.Event.NOTHING) {
                    break;
                }
                take(event);
            }
        } catch (BadMessage wrong) {
            handler.broke(wrong);
        } finally {
            reading = false;
        }
        if (!handler.ended) {
            handler.caughtUp();
            throttle();
        }
    }

    private boolean held() throws BadMessage {
        if (reader.atHead()) {
            return !handler.mayReadHead();
        }
        Http1Stream stream = handler.receiving();
        return stream != null && !stream.inbox.readyForMore();
    }

    private void take(MessageReader.Event event) throws BadMessage {
        Http1Stream stream = handler.receiving();
        switch (event) {
            case HEAD -> {
                handler.watch.sectionRead();
                HeaderList head = reader.section();
                handler.headRead(head == null ? HeaderList.empty() : head);
            }
            case CONTENT -> content(stream, reader.content());
            case END -> {
                handler.watch.sectionRead();
                if (stream != null) {
                    stream.inbox.contentEnded();
                }
                handler.messageRead(reader.section());
            }
            default -> throw new IllegalStateException(event.name());
        }
    }

    private void content(@Nullable Http1Stream stream, ByteBuf content) throws BadMessage {
        if (stream == null) {
            content.release();
        } else {
            handler.unwanted(content.readableBytes());
            stream.inbox.contentRead(content);
        }
    }

    /** Holds the peer back while too much waits, and lets it go on when that has gone. */
    void throttle() {
        if (handler.ended || ended) {
            return;
        }
        Http1Stream stream = handler.receiving();
        boolean full =
                (stream != null && stream.inbox.queuedBytes() > maxQueuedBytes) || reader.waiting() > maxWaitingBytes;
        if (full != paused) {
            paused = full;
            handler.watch.update();
            channel.config().setAutoRead(!full);
        }
    }

    /** Reads what is left, though nobody asked for it yet: nothing can be added to it. */
    void end() {
        if (handler.ended || ended) {
            return;
        }
        ended = true;
        reading = true;
        try {
            for (MessageReader.Event event = nextAtEnd(); event != MessageReader.Event.NOTHING; event = nextAtEnd()) {
                take(event);
            }
        } catch (BadMessage wrong) {
            handler.broke(wrong);
        } finally {
            reading = false;
        }
    }

    private MessageReader.Event nextAtEnd() throws BadMessage {
        if (handler.ended || (reader.atHead() && !handler.mayReadHead())) {
            return MessageReader.Event.NOTHING;
        }
        MessageReader.Event event = reader.next();
        if (event == MessageReader.Event.NOTHING && reader.tillClose() && handler.endedInOrder()) {
            reader.endTillClose();
            return MessageReader.Event.END;
        }
        return event;
    }
}
