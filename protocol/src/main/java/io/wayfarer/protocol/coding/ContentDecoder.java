/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;

/**
 * Decompresses one message, piece by piece as they are wanted: {@link #add} what arrives, call {@link #next} until it gives
 * null, and {@link #end} when all has arrived. However much one octet stands for, it is decompressed only as it is asked for.
 *
 * <p>What is malformed, ends too early, has a wrong checksum or goes beyond the {@link DecodingLimits} fails with
 * {@link PeerProtocolException}, once and for all; its {@link PeerProtocolException#error() error} is
 * {@link Http2Error#ENHANCE_YOUR_CALM} at a limit, else {@link Http2Error#PROTOCOL_ERROR}. Octets behind the end are
 * dropped, as browsers do, unless another gzip member begins there.
 *
 * <p>For one thread at a time; {@link #close()} gives back memory, and releases what was not used.
 */
public final class ContentDecoder implements AutoCloseable {

    private static final int PIECE_OCTETS = 16 * 1024;
    private static final int GZIP_TRAILER_OCTETS = 8;

    private enum Part {
        HEAD,
        COMPRESSED,
        GZIP_TRAILER,
        BEHIND
    }

    private final ContentCoding coding;
    private final DecodingLimits limits;
    private final ByteBufAllocator allocator;
    private final Deque<ByteBuf> input = new ArrayDeque<>(4);
    private final CRC32 checksum = new CRC32();
    private GzipHead head = new GzipHead();
    private @Nullable Inflater inflater;
    private Part part = Part.HEAD;
    private boolean anotherMember;
    private int firstOctet = -1;
    private long trailer;
    private int trailerOctets;
    private long in;
    private long out;
    private @Nullable PeerProtocolException failure;

    /** Whether the last piece was filled to the brim, so that more may come without input. */
    private boolean filled;

    private boolean closed;

    ContentDecoder(ContentCoding coding, DecodingLimits limits, ByteBufAllocator allocator) {
        this.coding = coding;
        this.limits = limits;
        this.allocator = allocator;
    }

    /** Takes over compressed octets; behind {@link #close()} or a failure they are dropped. */
    public void add(ByteBuf compressed) {
        if (closed || !compressed.isReadable()) {
            compressed.release();
        } else {
            input.addLast(compressed);
        }
    }

    /**
     * The next decompressed octets, at most 16 KiB of them.
     *
     * @return belongs to the caller; null when more input is needed, and behind the end
     */
    public @Nullable ByteBuf next() throws PeerProtocolException {
        check();
        while (true) {
            while (!input.isEmpty() && !input.getFirst().isReadable()) {
                input.removeFirst().release();
            }
            if (input.isEmpty() && part != Part.COMPRESSED) {
                return null;
            }
            switch (part) {
                case HEAD -> readHead(input.getFirst());
                case COMPRESSED -> {
                    ByteBuf piece = inflate(Objects.requireNonNull(inflater));
                    if (piece != null) {
                        return piece;
                    }
                    if (part == Part.COMPRESSED && input.stream().noneMatch(ByteBuf::isReadable)) {
                        return null;
                    }
                }
                case GZIP_TRAILER -> readTrailer(input.getFirst(), Objects.requireNonNull(inflater));
                case BEHIND -> input.removeFirst().release();
            }
        }
    }

    /** Tells that all input was added. Fails when the content is not whole, so call {@link #next} to its end before. No octets
     * at all are empty content. */
    public void end() throws PeerProtocolException {
        check();
        boolean nothing = part == Part.HEAD && in == 0 && firstOctet < 0;
        boolean betweenMembers = part == Part.HEAD && anotherMember && !head.magic();
        if (part != Part.BEHIND && !betweenMembers && !nothing) {
            throw fail("the compressed content ends too early", Http2Error.PROTOCOL_ERROR, null);
        }
    }

    /** Gives back what is held. Again does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (inflater != null) {
                inflater.end();
            }
            input.forEach(ByteBuf::release);
            input.clear();
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
            in += length - octets.readableBytes();
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
            if (!input.isEmpty()) {
                ByteBuf first = input.getFirst();
                in += first.readableBytes() - current.getRemaining();
                first.readerIndex(first.writerIndex() - current.getRemaining());
            }
            out += length;
            if (!limits.allow(in, out)) {
                throw fail("the content is larger than allowed once decompressed", Http2Error.ENHANCE_YOUR_CALM, null);
            }
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
            in++;
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

    private void check() throws PeerProtocolException {
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw new IllegalStateException("the decoder is closed");
        }
    }

    private PeerProtocolException malformed(@Nullable Throwable cause) {
        return fail(
                "the content is not what its coding, " + coding.token() + ", demands",
                Http2Error.PROTOCOL_ERROR,
                cause);
    }

    private PeerProtocolException fail(String message, Http2Error error, @Nullable Throwable cause) {
        PeerProtocolException refusal = new PeerProtocolException(error, message, cause);
        failure = refusal;
        close();
        return refusal;
    }
}
