/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.coding.ContentEncoder;

/**
 * Writes content as its head announced it: so many octets, in chunks, up to the end of the connection, or nowhere; in a
 * transfer coding or without (RFC 9112 sections 6 and 7). On the event loop only.
 *
 * <p>What writes messages extends it, so that an exchange needs no object for it.
 */
abstract class ContentFraming {

    /** Chunks up to this size are copied between their size and their end. */
    private static final int SMALL_CHUNK = 2 * 1024;

    /** How hard transfer codings try. */
    private static final int LEVEL = 6;

    private static final int CR_LF = '\r' << 8 | '\n';

    private static final ByteBuf END_OF_CHUNK = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII).asReadOnly());
    private static final ByteBuf LAST_CHUNK = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("0\r\n\r\n", StandardCharsets.US_ASCII).asReadOnly());

    private boolean nowhere;
    private boolean chunked;

    /** Octets that are announced and not written; -1 where nobody said how many there are. */
    private long left;

    private @Nullable ContentEncoder encoder;
    private volatile boolean coded;

    /**
     * Takes over what a head says.
     *
     * @param none the message ends with its head
     * @param dropped content goes nowhere: this answers HEAD, or with a status that has none
     */
    final void announced(HeadFacts facts, boolean none, boolean dropped, ByteBufAllocator alloc) {
        nowhere = dropped;
        chunked = facts.chunked && !none;
        left = none ? 0 : facts.chunked || facts.transferEncoding ? -1 : facts.contentLength;
        if (!none && !dropped) {
            encoder = switch (facts.coding) {
                case GZIP -> ContentEncoder.gzip(LEVEL, alloc);
                case DEFLATE -> ContentEncoder.deflate(LEVEL, alloc);
                default -> null;
            };
            coded = encoder != null;
        }
    }

    /** Whether content goes through an encoder; for any thread. */
    final boolean coded() {
        return coded;
    }

    /** Whether content goes nowhere. */
    final boolean nowhere() {
        return nowhere;
    }

    /** Whether the head said how much content there is. */
    final boolean lengthKnown() {
        return left >= 0;
    }

    final void closeEncoder() {
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
    }

    /**
     * Checks that so much fits what the head said.
     *
     * @param end whether it is the last of it
     */
    final void checkLength(long octets, boolean end) {
        if (left >= 0 && !nowhere && (octets > left || (end && octets < left))) {
            throw new IllegalArgumentException("content of " + octets + " octets, the last: " + end
                    + " (expected by Content-Length: " + left + ")");
        }
    }

    /** Writes content that was checked. */
    final void write(ChannelHandlerContext ctx, ByteBuf given, boolean end, ChannelPromise promise) {
        ByteBuf content = encoder == null ? given : encoder.encode(given, end);
        int size = content.readableBytes();
        if (nowhere) {
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

    /** Writes a part of a file, which is the last of the content, and goes somewhere. */
    final void write(ChannelHandlerContext ctx, FileRegion region, ChannelPromise promise) {
        if (!chunked) {
            ctx.writeAndFlush(region, promise);
            return;
        }
        ByteBuf begin = ctx.alloc().ioBuffer(20);
        chunkSize(begin, region.count());
        ctx.write(begin, ctx.voidPromise());
        ctx.write(region, promise);
        ctx.write(END_OF_CHUNK.duplicate(), ctx.voidPromise());
        ctx.writeAndFlush(LAST_CHUNK.duplicate(), ctx.voidPromise());
    }

    /** Writes the last chunk with a trailer section in it, and what the encoder still has before it. */
    final void writeTrailers(ChannelHandlerContext ctx, ByteBuf section, ChannelPromise promise) {
        if (encoder != null) {
            ByteBuf rest = encoder.encode(Unpooled.EMPTY_BUFFER, true);
            chunk(ctx, rest, rest.readableBytes(), false, ctx.voidPromise());
        }
        if (nowhere) {
            section.release();
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER, promise);
        } else {
            ctx.writeAndFlush(section, promise);
        }
    }

    /** Whether trailers can be sent. */
    final boolean takesTrailers() {
        return chunked || nowhere;
    }
}
