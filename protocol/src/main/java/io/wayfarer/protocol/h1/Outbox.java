/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FileRegion;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.header.HeaderList;

/**
 * The sending half of a stream: writes heads, and keeps what is sent in order and within the stream's turn on the
 * connection. On the event loop only.
 */
final class Outbox extends ContentFraming {

    /** Content up to this size is copied behind its head, so that one buffer is written. */
    private static final int JOINED = 16 * 1024;

    private enum Phase {
        HEAD,
        CONTENT,
        ENDED
    }

    private final Http1Stream stream;
    private final Http1Handler handler;
    private Phase phase = Phase.HEAD;

    /** Of the stream; here, where an object has room for it that a stream has not. Null for those of the connection. */
    volatile @Nullable StreamLimits limits;

    private @Nullable Send occupant;
    private @Nullable ArrayDeque<Send> waiting;
    private @Nullable Throwable ceased;

    Outbox(Http1Stream stream, Http1Handler handler) {
        this.stream = stream;
        this.handler = handler;
    }

    boolean ended() {
        return phase == Phase.ENDED;
    }

    /** Whether the head has been written. */
    boolean begun() {
        return phase != Phase.HEAD;
    }

    /** Writes at once, or as soon as what comes before has been written. */
    void submit(Send send) {
        if (ceased != null) {
            send.fail(ceased);
            return;
        }
        if (!stream.placed()) {
            if (!(send instanceof SendHead head)) {
                send.fail(new IllegalStateException("nothing can be sent before the head"));
                return;
            }
            if (!place(head)) {
                return;
            }
        }
        if (occupant == null && (waiting == null || waiting.isEmpty()) && handler.writing() == stream) {
            send.begin(this);
        } else if (phase == Phase.ENDED) {
            send.fail(new IllegalStateException("the message has ended"));
        } else {
            if (waiting == null) {
                waiting = new ArrayDeque<>(2);
            }
            waiting.add(send);
        }
    }

    private boolean place(SendHead send) {
        try {
            send.prepared(handler.request(send.head(), send.end() ? HeadWriter.NONE : HeadWriter.UNKNOWN, 0));
        } catch (IllegalArgumentException wrong) {
            send.fail(wrong);
            return false;
        }
        if (!handler.place(stream)) {
            send.fail(Failures.noPlace());
            return false;
        }
        adopt(handler.heads.facts, send.end());
        return true;
    }

    /** Takes over what the request's head says. */
    private void adopt(HeadFacts facts, boolean none) {
        announced(facts, none, false, stream.connection().channel().alloc());
        stream.requested(facts);
    }

    /** Its turn has come. */
    void proceed() {
        while (occupant == null
                && waiting != null
                && !waiting.isEmpty()
                && (handler.writing() == stream || phase == Phase.ENDED)) {
            Send send = waiting.poll();
            if (!send.settled()) {
                send.begin(this);
            }
        }
    }

    void occupy(Send send) {
        occupant = send;
    }

    void vacate(Send send) {
        if (occupant == send) {
            occupant = null;
        }
    }

    void forget(Send send) {
        vacate(send);
        if (waiting != null) {
            waiting.remove(send);
        }
    }

    void writable() {
        if (occupant != null) {
            occupant.writable();
        }
    }

    /** Sends nothing more: all that waits fails. */
    void cease(Throwable failure) {
        if (ceased != null) {
            return;
        }
        ceased = failure;
        closeEncoder();
        Send current = occupant;
        occupant = null;
        if (current != null) {
            current.fail(failure);
        }
        if (waiting != null) {
            for (Send send = waiting.poll(); send != null; send = waiting.poll()) {
                send.fail(failure);
            }
        }
    }

    void writeHead(SendHead send) {
        ChannelHandlerContext ctx = handler.context();
        ByteBuf prepared = send.takePrepared();
        if (prepared != null) {
            phase = Phase.CONTENT;
            ctx.writeAndFlush(prepared).addListener(send);
            if (send.end()) {
                end();
            }
            return;
        }
        if (phase != Phase.HEAD) {
            throw new IllegalStateException("the head was sent before");
        }
        ByteBuf answer = handler.answer(stream, send.head(), send.end() ? HeadWriter.NONE : HeadWriter.UNKNOWN, 0);
        HeadFacts facts = handler.heads.facts;
        boolean end = send.end() || facts.status == 101;
        stream.continued |= facts.status == 100;
        if (facts.status >= 200 || end) {
            answered(facts, end);
        }
        ctx.writeAndFlush(answer).addListener(send);
        if (phase == Phase.CONTENT && end) {
            end();
        }
    }

    private void answered(HeadFacts facts, boolean end) {
        phase = Phase.CONTENT;
        boolean none = stream.request().head || facts.status == 204 || facts.status == 304;
        announced(facts, end, none, stream.connection().channel().alloc());
        stream.answered(facts);
    }

    /** Writes a whole message: see {@link Http1Stream#exchange}. */
    void exchange(HeaderList head, @Nullable ByteBuf content) {
        if (stream.placed()) {
            SendWhole send = new SendWhole(stream, head, content);
            if (handler.writing() == stream && phase == Phase.HEAD && occupant == null) {
                send.begin(this);
            } else {
                submit(send);
            }
            return;
        }
        long length = content == null ? HeadWriter.NONE : content.readableBytes();
        ByteBuf buffer;
        try {
            buffer = handler.request(head, length, room(content));
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            release(content);
            stream.inbox.failNow(wrong);
            return;
        }
        if (!handler.place(stream)) {
            buffer.release();
            release(content);
            stream.inbox.failNow(Failures.noPlace());
            return;
        }
        adopt(handler.heads.facts, content == null);
        if (handler.writing() == stream) {
            writeWhole(buffer, content);
        } else {
            submit(new SendWhole(stream, buffer, content));
        }
    }

    /** How much room for content is worth having in the buffer of the head. */
    private static int room(@Nullable ByteBuf content) {
        return content != null && content.readableBytes() <= JOINED ? content.readableBytes() : 0;
    }

    /** An answer in one, in its turn. */
    void writeAnswer(SendWhole send) {
        if (phase != Phase.HEAD) {
            throw new IllegalStateException("the head was sent before");
        }
        ByteBuf content = send.content();
        long length = content == null ? HeadWriter.NONE : content.readableBytes();
        ByteBuf buffer = handler.answer(stream, send.head(), length, room(content));
        send.takeContent();
        answered(handler.heads.facts, content == null);
        writeWhole(buffer, content);
    }

    /** Head and content; nothing fails any more. */
    void writeWhole(ByteBuf buffer, @Nullable ByteBuf content) {
        phase = Phase.CONTENT;
        ChannelHandlerContext ctx = handler.context();
        if (content == null || nowhere()) {
            release(content);
            ctx.writeAndFlush(buffer, ctx.voidPromise());
            end();
        } else if (lengthKnown() && content.readableBytes() <= JOINED) {
            buffer.writeBytes(content);
            content.release();
            ctx.writeAndFlush(buffer, ctx.voidPromise());
            end();
        } else {
            ctx.write(buffer, ctx.voidPromise());
            writeContent(content, true, null);
        }
    }

    /**
     * Checks that content may be sent now.
     *
     * @param end whether it is the last of it
     */
    void checkContent(long octets, boolean end) {
        if (phase != Phase.CONTENT) {
            throw new IllegalStateException(
                    phase == Phase.HEAD ? "nothing can be sent before the head" : "the message has ended");
        }
        checkLength(octets, end);
    }

    /** Writes content that was checked. */
    void writeContent(ByteBuf content, boolean end, @Nullable Send send) {
        ChannelHandlerContext ctx = handler.context();
        write(
                ctx,
                content,
                end,
                send == null ? ctx.voidPromise() : ctx.newPromise().addListener(send));
        if (end) {
            end();
        } else {
            handler.watch.wrote();
        }
    }

    /** Writes a part of a file and ends the message. */
    void writeFile(FileRegion region, Send send) {
        if (coded()) {
            region.release();
            throw new IllegalStateException("a file goes out as it is: use sendBody with a transfer coding");
        }
        if (nowhere() || region.count() == 0) {
            region.release();
            writeContent(Unpooled.EMPTY_BUFFER, true, send);
            return;
        }
        ChannelHandlerContext ctx = handler.context();
        write(ctx, region, ctx.newPromise().addListener(send));
        end();
    }

    void writeTrailers(HeaderList trailers, Send send) {
        checkContent(0, true);
        if (!takesTrailers()) {
            throw new IllegalStateException("trailers need content in chunks (RFC 9112 section 7.1.2)");
        }
        ChannelHandlerContext ctx = handler.context();
        writeTrailers(
                ctx,
                handler.heads.trailers(ctx.alloc(), trailers),
                ctx.newPromise().addListener(send));
        end();
    }

    private void end() {
        phase = Phase.ENDED;
        handler.messageWritten(stream);
    }

    private static void release(@Nullable ByteBuf content) {
        if (content != null) {
            content.release();
        }
    }
}
