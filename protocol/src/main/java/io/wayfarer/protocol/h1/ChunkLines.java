/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;

/**
 * What frames the chunks of a message: the lines with their sizes, which may not say much besides, and the line ends behind
 * them (RFC 9112 section 7.1).
 */
final class ChunkLines {

    /** Longest line with the size of a chunk and its extensions. */
    private static final int MAX_LINE = 4096;

    /** What a message may have in chunk extensions, which nobody reads, unless it has more content than that. */
    private static final int MAX_EXTENSIONS = 64 * 1024;

    /** Sixteen digits and CR: what is longer in the line with the size of a chunk counts as extensions. */
    private static final int LONGEST_SIZE = 17;

    private long extensions;

    /** Octets of content that chunk sizes have announced so far. */
    private long announced;

    /** Another message begins. */
    void begin() {
        extensions = 0;
        announced = 0;
    }

    /** The size in the next line, which is taken; -1 while the line has not come whole. */
    long next(ByteBuf in) throws BadMessage {
        int line = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n') - in.readerIndex();
        if ((line < 0 ? in.readableBytes() : line) > MAX_LINE) {
            throw new BadMessage(400, "a chunk size line longer than 4096 octets (RFC 9112 section 7.1.1)");
        }
        if (line < 0) {
            return -1;
        }
        byte[] octets = Octets.scratch(line + 1);
        in.readBytes(octets, 0, line + 1);
        long size = ChunkSize.parse(octets, line + 1);
        extensions += Math.max(0, line - LONGEST_SIZE);
        announced += size;
        if (extensions > MAX_EXTENSIONS && extensions > announced) {
            throw new BadMessage(400, "more chunk extensions than content (RFC 9112 section 7.1.1)");
        }
        return size;
    }

    /** Takes the line end behind a chunk; false while it has not come whole. */
    boolean end(ByteBuf in) throws BadMessage {
        boolean whole = in.readableBytes() >= 2;
        if (whole ? in.readShort() != ('\r' << 8 | '\n') : in.isReadable() && in.getByte(in.readerIndex()) != '\r') {
            throw new BadMessage(400, "a chunk longer than its size (RFC 9112 section 7.1)");
        }
        return whole;
    }
}
