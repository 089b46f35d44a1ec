/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import com.aayushatharva.brotli4j.decoder.DecoderJNI.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.PeerProtocolException;

/** Decompresses Brotli (RFC 7932) by brotli4j. Its window, of up to 16 MiB, is memory of its own. */
final class BrotliDecoder extends ContentDecoder {

    private static final int INPUT_OCTETS = 8 * 1024;

    private final DecoderJNI.Wrapper brotli;

    /** What was decompressed and is not taken yet: a view of the window, good until the decoder is called again. */
    private @Nullable ByteBuffer decompressed;

    BrotliDecoder(DecodingLimits limits, ByteBufAllocator allocator) {
        super(ContentCoding.BR, limits, allocator);
        try {
            brotli = new DecoderJNI.Wrapper(INPUT_OCTETS);
        } catch (IOException e) {
            throw new UncheckedIOException("no memory for a Brotli decoder", e);
        }
    }

    @Override
    @Nullable
    ByteBuf piece() throws PeerProtocolException {
        while (true) {
            ByteBuffer ready = decompressed;
            if (ready != null && ready.hasRemaining()) {
                return taken(ready);
            }
            if (brotli.hasOutput()) {
                decompressed = brotli.pull();
            } else if (!advance()) {
                return null;
            }
        }
    }

    /** Goes on decompressing; whether there was anything to do it with. */
    private boolean advance() throws PeerProtocolException {
        decompressed = null;
        switch (brotli.getStatus()) {
            case OK, NEEDS_MORE_OUTPUT -> brotli.push(0);
            case NEEDS_MORE_INPUT -> {
                brotli.push(0); // it may still hold octets that it has not looked at, and takes no others then
                return brotli.hasOutput() || brotli.getStatus() != Status.NEEDS_MORE_INPUT || fed();
            }
            case DONE -> {
                if (readable() != null) {
                    throw malformed(null);
                }
                return false;
            }
            case ERROR -> throw malformed(null);
        }
        return true;
    }

    /** Hands on some input; whether there was any. */
    private boolean fed() throws PeerProtocolException {
        ByteBuf first = readable();
        if (first == null) {
            return false;
        }
        ByteBuffer room = brotli.getInputBuffer();
        room.clear();
        int length = Math.min(room.remaining(), first.readableBytes());
        room.limit(length);
        first.readBytes(room);
        count(length, 0);
        brotli.push(length);
        return true;
    }

    private ByteBuf taken(ByteBuffer ready) throws PeerProtocolException {
        int length = Math.min(PIECE_OCTETS, ready.remaining());
        count(0, length);
        ByteBuffer part = ready.slice(ready.position(), length);
        ready.position(ready.position() + length);
        return allocator.buffer(length, length).writeBytes(part);
    }

    @Override
    boolean whole() {
        return brotli.getStatus() == Status.DONE;
    }

    @Override
    void free() {
        decompressed = null;
        brotli.destroy();
    }
}
