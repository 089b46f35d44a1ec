/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.PeerProtocolException;

/** Decompresses gzip, one member behind the other, and deflate with or without the frame of zlib. */
final class DeflateDecoder extends ContentDecoder {

    private static final int GZIP_TRAILER_OCTETS = 8;

    private enum Part {
        HEAD,
        COMPRESSED,
        GZIP_TRAILER,
        BEHIND
    }

    private final CRC32 checksum = new CRC32();
    private GzipHead head = new GzipHead();
    private @Nullable Inflater inflater;
    private Part part = Part.HEAD;
    private boolean anotherMember;
    private int firstOctet = -1;
    private long trailer;
    private int trailerOctets;

    /** Whether the last piece was filled to the brim, so that more may come without input. */
    private boolean filled;

    DeflateDecoder(ContentCoding coding, DecodingLimits limits, ByteBufAllocator allocator) {
        super(coding, limits, allocator);
    }

    @Override
    @Nullable
    ByteBuf piece() throws PeerProtocolException {
        while (true) {
            ByteBuf first = readable();
            if (part == Part.COMPRESSED) {
                ByteBuf piece = inflate(Objects.requireNonNull(inflater));
                if (piece != null) {
                    return piece;
                }
                if (part == Part.COMPRESSED && readable() == null) {
                    return null;
                }
            } else if (first == null) {
                return null;
            } else {
                switch (part) {
                    case HEAD -> readHead(first);
                    case GZIP_TRAILER -> readTrailer(first, Objects.requireNonNull(inflater));
                    default -> input.removeFirst().release();
                }
            }
        }
    }

    @Override
    boolean whole() {
        return part == Part.BEHIND || (part == Part.HEAD && anotherMember && !head.magic());
    }

    @Override
    void free() {
        if (inflater != null) {
            inflater.end();
        }
    }

    private void readHead(ByteBuf octets) throws PeerProtocolException {
        if (coding == ContentCoding.DEFLATE) {
            readZlibHead(octets);
        } else {
            int length = octets.readableBytes();
            switch (head.read(octets)) {
                case DONE -> beginCompressed(true);
                case MALFORMED -> {
                    if (!anotherMember || head.magic()) {
                        throw malformed(null);
                    }
                    part = Part.BEHIND;
                }
                case MORE -> {}
            }
            count(length - octets.readableBytes(), 0);
        }
    }

    /** The name is shared by two formats; the first two octets tell them apart (RFC 1950 section 2.2). */
    private void readZlibHead(ByteBuf octets) {
        int octet = octets.readUnsignedByte();
        if (firstOctet < 0) {
            firstOctet = octet;
            return;
        }
        boolean zlib = (firstOctet & 0x8f) == 8 && ((firstOctet << 8) | octet) % 31 == 0;
        input.addFirst(Unpooled.wrappedBuffer(new byte[] {(byte) firstOctet, (byte) octet}));
        beginCompressed(!zlib);
    }

    private void beginCompressed(boolean bare) {
        if (inflater == null) {
            inflater = new Inflater(bare);
        } else {
            inflater.reset();
        }
        checksum.reset();
        filled = false;
        part = Part.COMPRESSED;
    }

    /** Some octets, or null when there are none by now: more input is needed, or the compressed part has ended. */
    private @Nullable ByteBuf inflate(Inflater current) throws PeerProtocolException {
        if (current.needsInput()) {
            if (!input.isEmpty()) {
                current.setInput(NioView.of(input.getFirst()));
            } else if (!filled) {
                return null;
            }
        }
        ByteBuf piece = allocator.buffer(PIECE_OCTETS, PIECE_OCTETS);
        boolean good = false;
        try {
            int length = current.inflate(piece.internalNioBuffer(0, PIECE_OCTETS));
            piece.writerIndex(length);
            filled = length == PIECE_OCTETS;
            int used = 0;
            if (!input.isEmpty()) {
                ByteBuf first = input.getFirst();
                used = first.readableBytes() - current.getRemaining();
                first.skipBytes(used);
            }
            count(used, length);
            if (current.needsDictionary()) {
                throw malformed(null);
            }
            if (coding == ContentCoding.GZIP) {
                checksum.update(piece.nioBuffer());
            }
            if (current.finished()) {
                part = coding == ContentCoding.GZIP ? Part.GZIP_TRAILER : Part.BEHIND;
            }
            good = length > 0;
        } catch (DataFormatException e) {
            throw malformed(e);
        } finally {
            if (!good) {
                piece.release();
            }
        }
        return good ? piece : null;
    }

    /** Checksum and length (RFC 1952 section 2.3.1). */
    private void readTrailer(ByteBuf octets, Inflater current) throws PeerProtocolException {
        while (trailerOctets < GZIP_TRAILER_OCTETS && octets.isReadable()) {
            trailer |= (long) octets.readUnsignedByte() << (8 * trailerOctets);
            trailerOctets++;
            count(1, 0);
        }
        if (trailerOctets == GZIP_TRAILER_OCTETS) {
            long length = current.getBytesWritten() & 0xffff_ffffL;
            if (trailer != (checksum.getValue() | (length << 32))) {
                throw malformed(null);
            }
            trailer = 0;
            trailerOctets = 0;
            head = new GzipHead();
            anotherMember = true;
            part = Part.HEAD;
        }
    }
}
