/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * Compresses one message. What went in can be decoded from what came out at any time, so pieces may be sent as they come;
 * larger pieces compress better. For one thread; {@link #close()} gives back memory.
 */
public final class ContentEncoder implements AutoCloseable {

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int OUTPUT_STEP = 512;

    private final ByteBufAllocator allocator;
    private final Deflater deflater;
    private final boolean gzip;
    private final CRC32 checksum = new CRC32();
    private boolean begun;
    private boolean closed;

    private ContentEncoder(boolean gzip, int level, ByteBufAllocator allocator) {
        if (level < 1 || level > 9) {
            throw new IllegalArgumentException("level: " + level + " (expected: 1 to 9)");
        }
        this.allocator = allocator;
        this.gzip = gzip;
        this.deflater = new Deflater(level, gzip);
    }

    /**
     * Compresses as gzip does.
     *
     * @param level 1 for speed to 9 for size; 6 is usual
     */
    public static ContentEncoder gzip(int level, ByteBufAllocator allocator) {
        return new ContentEncoder(true, level, allocator);
    }

    /**
     * Compresses as deflate does, within the frame of zlib.
     *
     * @param level 1 for speed to 9 for size; 6 is usual
     */
    public static ContentEncoder deflate(int level, ByteBufAllocator allocator) {
        return new ContentEncoder(false, level, allocator);
    }

    /**
     * Compresses a piece.
     *
     * @param content released
     * @param end whether it is the last one; the encoder is closed then
     * @return belongs to the caller; without octets if there were none and it is not the end
     * @throws IllegalStateException behind the end
     */
    public ByteBuf encode(ByteBuf content, boolean end) {
        try {
            if (closed) {
                throw new IllegalStateException("this content has ended");
            }
            if (!content.isReadable() && !end) {
                return Unpooled.EMPTY_BUFFER;
            }
            ByteBuf out = allocator.buffer(content.readableBytes() / 2 + 64);
            boolean whole = false;
            try {
                compress(content, end, out);
                whole = true;
            } finally {
                if (!whole) {
                    out.release();
                }
                if (!whole || end) {
                    close();
                }
            }
            return out;
        } finally {
            content.release();
        }
    }

    private void compress(ByteBuf content, boolean end, ByteBuf out) {
        if (gzip && !begun) {
            // deflate, no flags, no time, no hint, made on a system that is nobody's business (RFC 1952 section 2.3)
            out.writeShort(GZIP_MAGIC)
                    .writeByte(8)
                    .writeByte(0)
                    .writeInt(0)
                    .writeByte(0)
                    .writeByte(0xff);
        }
        begun = true;
        if (gzip) {
            checksum.update(NioView.of(content));
        }
        deflater.setInput(NioView.of(content));
        if (end) {
            deflater.finish();
        }
        int written;
        do {
            out.ensureWritable(OUTPUT_STEP);
            int room = out.writableBytes();
            written = deflater.deflate(
                    out.nioBuffer(out.writerIndex(), room), end ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
            out.writerIndex(out.writerIndex() + written);
            if (written < room && (!end || deflater.finished())) {
                break;
            }
        } while (written > 0);
        if (gzip && end) {
            out.writeIntLE((int) checksum.getValue()).writeIntLE((int) deflater.getBytesRead());
        }
    }

    /** Gives back what was held. Again does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            deflater.end();
        }
    }
}
