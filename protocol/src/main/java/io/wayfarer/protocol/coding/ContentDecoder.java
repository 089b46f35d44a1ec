/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;

/**
 * Decompresses one message, piece by piece as they are wanted: {@link #add} what arrives, call {@link #next} until it gives
 * null, and {@link #end} when all has arrived. However much one octet stands for, it is decompressed only as it is asked for.
 *
 * <p>What is malformed, ends too early, has a wrong checksum or goes beyond the {@link DecodingLimits} fails with
 * {@link PeerProtocolException}, once and for all; its {@link PeerProtocolException#error() error} is
 * {@link Http2Error#ENHANCE_YOUR_CALM} at a limit, else {@link Http2Error#PROTOCOL_ERROR}. Octets behind the end of
 * gzip and deflate are dropped, as browsers do, unless another gzip member begins there; behind the end of Brotli, and behind a
 * Zstandard frame unless another one begins, they are malformed.
 *
 * <p>For one thread at a time; {@link #close()} gives back memory, and releases what was not used.
 */
public abstract sealed class ContentDecoder implements AutoCloseable
        permits DeflateDecoder, BrotliDecoder, ZstandardDecoder {

    /** The most octets that come out at once. */
    static final int PIECE_OCTETS = 16 * 1024;

    final ContentCoding coding;
    final ByteBufAllocator allocator;

    /** What was added and is not used up; a decoder reads from the first one. */
    final Deque<ByteBuf> input = new ArrayDeque<>(4);

    private final DecodingLimits limits;
    private boolean begun;
    private long in;
    private long out;
    private @Nullable PeerProtocolException failure;
    private boolean closed;

    ContentDecoder(ContentCoding coding, DecodingLimits limits, ByteBufAllocator allocator) {
        this.coding = coding;
        this.limits = limits;
        this.allocator = allocator;
    }

    /** Takes over compressed octets; behind {@link #close()} or a failure they are dropped. */
    public final void add(ByteBuf compressed) {
        if (closed || !compressed.isReadable()) {
            compressed.release();
        } else {
            begun = true;
            input.addLast(compressed);
        }
    }

    /**
     * The next decompressed octets, at most 16 KiB of them.
     *
     * @return belongs to the caller; null when more input is needed, and behind the end
     */
    public final @Nullable ByteBuf next() throws PeerProtocolException {
        check();
        return piece();
    }

    /** Tells that all input was added. Fails when the content is not whole, so call {@link #next} to its end before. No octets
     * at all are empty content. */
    public final void end() throws PeerProtocolException {
        check();
        if (begun && !whole()) {
            throw fail("the compressed content ends too early", Http2Error.PROTOCOL_ERROR, null);
        }
    }

    /** Gives back what is held. Again does nothing. */
    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            free();
            input.forEach(ByteBuf::release);
            input.clear();
        }
    }

    /** As {@link #next}. */
    abstract @Nullable ByteBuf piece() throws PeerProtocolException;

    /** Whether content may end here, where there was some. */
    abstract boolean whole();

    /** Gives back memory that is not Java's; called once. */
    abstract void free();

    /** The input to read from, which has octets; null when there are none. */
    final @Nullable ByteBuf readable() {
        ByteBuf first = input.peekFirst();
        while (first != null && !first.isReadable()) {
            input.removeFirst().release();
            first = input.peekFirst();
        }
        return first;
    }

    /** Notes what was used, and what came out of it. */
    final void count(int used, int made) throws PeerProtocolException {
        in += used;
        out += made;
        if (!limits.allow(in, out)) {
            throw fail("the content is larger than allowed once decompressed", Http2Error.ENHANCE_YOUR_CALM, null);
        }
    }

    final PeerProtocolException malformed(@Nullable Throwable cause) {
        return fail(
                "the content is not what its coding, " + coding.token() + ", demands",
                Http2Error.PROTOCOL_ERROR,
                cause);
    }

    final PeerProtocolException fail(String message, Http2Error error, @Nullable Throwable cause) {
        PeerProtocolException refusal = new PeerProtocolException(error, message, cause);
        failure = refusal;
        close();
        return refusal;
    }

    private void check() throws PeerProtocolException {
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw new IllegalStateException("the decoder is closed");
        }
    }
}
