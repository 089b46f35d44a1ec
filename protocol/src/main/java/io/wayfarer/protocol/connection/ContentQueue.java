/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Content that has arrived and was not read yet, in order. For one thread.
 *
 * <p>What waits for nobody is {@link #park() parked}: copied once to plain memory of the heap, which nobody has to
 * release. So a reader can be left alone at any time.
 */
final class ContentQueue {

    /** Pieces up to this size are gathered into one, or a peer could make each octet cost a buffer. */
    private static final int SMALL = 512;

    private static final int MAX_GATHERED = 64 * 1024;

    private final ByteBufAllocator allocator;
    private final Deque<ByteBuf> pieces = new ArrayDeque<>(4);
    private long octets;

    /** How many of the first pieces are parked. */
    private int parked;

    /** How often something was put before the rest. */
    private int putBacks;

    /** Whether the last piece is made here, so that more can be written to it. */
    private boolean gathering;

    ContentQueue(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    long octets() {
        return octets;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    int putBacks() {
        return putBacks;
    }

    /** The pieces as they wait, for a look only. */
    Iterable<ByteBuf> pieces() {
        return pieces;
    }

    /** Takes over a piece. */
    void add(ByteBuf piece) {
        int length = piece.readableBytes();
        if (length == 0) {
            piece.release();
            return;
        }
        octets += length;
        if (length > SMALL || pieces.isEmpty()) {
            pieces.addLast(piece);
            gathering = false;
            return;
        }
        try {
            if (!gathering || pieces.getLast().readableBytes() + length > MAX_GATHERED) {
                pieces.addLast(UnpooledByteBufAllocator.DEFAULT.heapBuffer(2 * SMALL));
                gathering = true;
            }
            pieces.getLast().writeBytes(piece);
        } finally {
            piece.release();
        }
    }

    /** Takes over a piece that is to be read first. */
    void putBack(ByteBuf piece) {
        try {
            if (piece.isReadable()) {
                octets += piece.readableBytes();
                pieces.addFirst(Unpooled.wrappedBuffer(ByteBufUtil.getBytes(piece)));
                parked++;
                putBacks++;
            }
        } finally {
            piece.release();
        }
    }

    /** The first piece. */
    ByteBuf poll() {
        ByteBuf piece = pieces.removeFirst();
        octets -= piece.readableBytes();
        parked = Math.max(0, parked - 1);
        gathering &= !pieces.isEmpty();
        return piece;
    }

    /** The first octets in one buffer. */
    ByteBuf take(int count) {
        if (count == 0) {
            return Unpooled.EMPTY_BUFFER;
        }
        ByteBuf first = pieces.getFirst();
        if (first.readableBytes() == count) {
            return poll();
        }
        if (first.readableBytes() > count) {
            gathering &= pieces.size() > 1;
            octets -= count;
            return first.readRetainedSlice(count);
        }
        ByteBuf whole = allocator.buffer(count);
        while (whole.readableBytes() < count) {
            int missing = count - whole.readableBytes();
            ByteBuf piece = pieces.getFirst();
            if (piece.readableBytes() <= missing) {
                poll();
                whole.writeBytes(piece);
                piece.release();
            } else {
                whole.writeBytes(piece, missing);
                octets -= missing;
            }
        }
        return whole;
    }

    /** Drops octets from the front. */
    void skip(int count) {
        take(count).release();
    }

    void clear() {
        while (!pieces.isEmpty()) {
            poll().release();
        }
    }

    /** Makes everything here safe to forget. */
    void park() {
        int size = pieces.size();
        if (parked == size) {
            return;
        }
        for (int i = 0; i < size; i++) {
            ByteBuf piece = pieces.removeFirst();
            if (i >= parked) {
                ByteBuf copy = Unpooled.wrappedBuffer(ByteBufUtil.getBytes(piece));
                piece.release();
                piece = copy;
            }
            pieces.addLast(piece);
        }
        parked = size;
        gathering = false;
    }
}
