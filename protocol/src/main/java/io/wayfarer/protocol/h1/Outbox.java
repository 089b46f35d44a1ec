/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.coding.ContentCoding;
import io.wayfarer.protocol.coding.ContentEncoder;
import io.wayfarer.protocol.header.HeaderList;

/**
 * The sending half of a stream: frames content as the head announced it, and keeps what is sent in order and within the
 * stream's turn on the connection. On the event loop only.
 */
final class Outbox {

    /** Content up to this size is copied behind its head, so that one buffer is written. */
    private static final int JOINED = 16 * 1024;

    /** And chunks up to this one are copied between their size and their end. */
    private static final int SMALL_CHUNK = 2 * 1024;

    /** How hard transfer codings try. */
    private static final int LEVEL = 6;

    private static final int CR_LF = '\r' << 8 | '\n';

    private static final ByteBuf END_OF_CHUNK = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII).asReadOnly());
    private static final ByteBuf LAST_CHUNK = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("0\r\n\r\n", StandardCharsets.US_ASCII).asReadOnly());

    private enum Phase {
        HEAD,
        CONTENT,
        ENDED
    }

    private final Http1Stream stream;
    private final Http1Handler handler;
    private Phase phase = Phase.HEAD;

    /** Whether content goes nowhere: this answers HEAD, or with a status that has none. */
    private boolean swallowing;

    private boolean chunked;
    private long left;
    private @Nullable ContentEncoder encoder;
    private volatile boolean coded;
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

    /** Takes over how the head says that content is framed. */
    private void adopt(HeadFacts facts, boolean none) {
        chunked = facts.chunked;
        left = facts.chunked || facts.transferEncoding ? -1 : facts.contentLength;
        if (none) {
            left = 0;
            chunked = false;
        }
        stream.requested(facts);
        encode(facts, none);
    }

    private void encode(HeadFacts facts, boolean none) {
        if (none || swallowing) {
            return;
        }
        encoder = switch (facts.coding) {
            case GZIP ->
                ContentCoding.GZIP.encoder(LEVEL, stream.connection().channel().alloc());
            case DEFLATE ->
                ContentCoding.DEFLATE.encoder(
                        LEVEL, stream.connection().channel().alloc());
            default -> null;
        };
        coded = encoder != null;
    }

    /** Whether content goes through an encoder; for any thread. */
    boolean coded() {
        return coded;
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
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
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
        chunked = facts.chunked && !end;
        left = end ? 0 : facts.chunked || facts.transferEncoding ? -1 : facts.contentLength;
        swallowing = stream.request().head || facts.status == 204 || facts.status == 304;
        encode(facts, end);
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
        if (content == null || swallowing) {
            release(content);
            ctx.writeAndFlush(buffer, ctx.voidPromise());
            end();
        } else if (left >= 0 && content.readableBytes() <= JOINED) {
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
        if (left < 0 || swallowing) {
            return;
        }
        if (octets > left || (end && octets < left)) {
            throw new IllegalArgumentException("content of " + octets + " octets, the last: " + end
                    + " (expected by Content-Length: " + left + ")");
        }
    }

    /** Writes content that was checked. */
    void writeContent(ByteBuf given, boolean end, @Nullable Send send) {
        ByteBuf content = encoder == null ? given : encoder.encode(given, end);
        ChannelHandlerContext ctx = handler.context();
        ChannelPromise promise =
                send == null ? ctx.voidPromise() : ctx.newPromise().addListener(send);
        int size = content.readableBytes();
        if (swallowing) {
            content.release();
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER, promise);
        } else if (!chunked) {
            left -= left < 0 ? 0 : size;
            ctx.writeAndFlush(content, promise);
        } else if (size == 0) {
            content.release();
            ctx.writeAndFlush(end ? LAST_CHUNK.duplicate() : Unpooled.EMPTY_BUFFER, promise);
        } else {
            chunk(ctx, content, size, end, promise);
        }
        if (end) {
            end();
        }
    }

    private static void chunk(
            ChannelHandlerContext ctx, ByteBuf content, int size, boolean end, ChannelPromise promise) {
        if (size <= SMALL_CHUNK) {
            ByteBuf whole = ctx.alloc().ioBuffer(size + 16);
            chunkSize(whole, size);
            whole.writeBytes(content).writeShort(CR_LF);
            content.release();
            if (end) {
                whole.writeBytes(LAST_CHUNK.duplicate());
            }
            ctx.writeAndFlush(whole, promise);
            return;
        }
        ByteBuf begin = ctx.alloc().ioBuffer(20);
        chunkSize(begin, size);
        ctx.write(begin, ctx.voidPromise());
        ctx.write(content, ctx.voidPromise());
        if (end) {
            ctx.write(END_OF_CHUNK.duplicate(), ctx.voidPromise());
            ctx.writeAndFlush(LAST_CHUNK.duplicate(), promise);
        } else {
            ctx.writeAndFlush(END_OF_CHUNK.duplicate(), promise);
        }
    }

    private static void chunkSize(ByteBuf to, long size) {
        int digits = (67 - Long.numberOfLeadingZeros(size)) / 4;
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            to.writeByte("0123456789abcdef".charAt((int) (size >>> shift) & 0xf));
        }
        to.writeShort(CR_LF);
    }

    /** Writes a part of a file and ends the message. */
    void writeFile(FileRegion region, Send send) {
        ChannelHandlerContext ctx = handler.context();
        if (encoder != null) {
            region.release();
            throw new IllegalStateException("a file goes out as it is: use sendBody with a transfer coding");
        }
        if (swallowing || region.count() == 0) {
            region.release();
            writeContent(Unpooled.EMPTY_BUFFER, true, send);
            return;
        }
        if (chunked) {
            ByteBuf begin = ctx.alloc().ioBuffer(20);
            chunkSize(begin, region.count());
            ctx.write(begin, ctx.voidPromise());
            ctx.write(region).addListener(send);
            ctx.write(END_OF_CHUNK.duplicate(), ctx.voidPromise());
            ctx.writeAndFlush(LAST_CHUNK.duplicate(), ctx.voidPromise());
        } else {
            ctx.writeAndFlush(region).addListener(send);
        }
        end();
    }

    void writeTrailers(HeaderList trailers, Send send) {
        checkContent(0, true);
        if (!chunked && !swallowing) {
            throw new IllegalStateException("trailers need content in chunks (RFC 9112 section 7.1.2)");
        }
        ChannelHandlerContext ctx = handler.context();
        ByteBuf last = handler.heads.trailers(ctx.alloc(), trailers);
        if (encoder != null) {
            ByteBuf rest = encoder.encode(Unpooled.EMPTY_BUFFER, true);
            chunk(ctx, rest, rest.readableBytes(), false, ctx.voidPromise());
        }
        if (swallowing) {
            last.release();
            last = Unpooled.EMPTY_BUFFER;
        }
        ctx.writeAndFlush(last).addListener(send);
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
