/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import java.io.IOException;
import java.nio.ByteBuffer;

import com.github.luben.zstd.ZstdDirectBufferDecompressingStreamNoFinalizer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.PeerProtocolException;

/** Decompresses Zstandard (RFC 8878), one frame behind the other, by zstd-jni. */
final class ZstandardDecoder extends ContentDecoder {

    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private Frames frames = new Frames();

    /** Whether the last piece was filled to the brim, so that more may come without input. */
    private boolean filled;

    ZstandardDecoder(DecodingLimits limits, ByteBufAllocator allocator) {
        super(ContentCoding.ZSTD, limits, allocator);
    }

    @Override
    @Nullable
    ByteBuf piece() throws PeerProtocolException {
        while (true) {
            ByteBuf first = readable();
            if (first == null && !filled) {
                return null;
            }
            ByteBuf piece = decompress(first == null ? NOTHING : direct(first));
            if (piece.isReadable()) {
                return piece;
            }
            piece.release();
        }
    }

    private ByteBuf decompress(ByteBuffer compressed) throws PeerProtocolException {
        if (frames.ended()) {
            frames.close();
            frames = new Frames();
        }
        int before = compressed.remaining();
        ByteBuf piece = allocator.directBuffer(PIECE_OCTETS, PIECE_OCTETS);
        boolean good = false;
        try {
            int length = read(compressed, piece.internalNioBuffer(0, PIECE_OCTETS));
            piece.writerIndex(length);
            filled = length == PIECE_OCTETS && !frames.ended();
            int used = before - compressed.remaining();
            if (used > 0) {
                input.getFirst().skipBytes(used);
            }
            count(used, length);
            good = true;
        } finally {
            if (!good) {
                piece.release();
            }
        }
        return piece;
    }

    private int read(ByteBuffer compressed, ByteBuffer piece) throws PeerProtocolException {
        try {
            return frames.read(compressed, piece);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** The octets where the library can read them. */
    private ByteBuffer direct(ByteBuf octets) {
        if (octets.isDirect() && octets.nioBufferCount() == 1) {
            return octets.nioBuffer();
        }
        input.removeFirst();
        ByteBuf copy;
        try {
            copy = allocator.directBuffer(octets.readableBytes()).writeBytes(octets);
        } finally {
            octets.release();
        }
        input.addFirst(copy);
        return copy.nioBuffer();
    }

    @Override
    boolean whole() {
        return frames.ended();
    }

    @Override
    void free() {
        frames.close();
    }

    /** The library's stream, which is given its input with each call. */
    private static final class Frames extends ZstdDirectBufferDecompressingStreamNoFinalizer {

        /** What a frame may refer back to: 8 MiB (RFC 9659 section 3); the library itself allows 128. */
        private static final int WINDOW_LOG = 23;

        Frames() {
            super(NOTHING);
            try {
                setLongMax(WINDOW_LOG);
            } catch (IOException e) {
                throw new IllegalStateException("the window cannot be limited", e);
            }
        }

        int read(ByteBuffer from, ByteBuffer into) throws IOException {
            source = from;
            return read(into);
        }

        /** Whether all input was used and ends where a frame does. */
        boolean ended() {
            return !hasRemaining();
        }
    }
}
