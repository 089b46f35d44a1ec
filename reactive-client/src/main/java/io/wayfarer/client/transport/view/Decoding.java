/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport.view;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.error.ResponseLimitException.Part;
import io.wayfarer.client.error.Setting;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.protocol.coding.ContentCoding;
import io.wayfarer.protocol.coding.ContentDecoder;
import io.wayfarer.protocol.coding.DecodingLimits;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;

/**
 * Decompresses one body, as far as it is asked for: however much a piece stands for, it never stands in memory. Locked,
 * because a cancellation may come from another thread than the pieces.
 */
final class Decoding {

    private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

    private final HopId hop;
    private final Decompression limits;

    /** The coding that was applied last is the first to go. */
    private final ContentDecoder[] decoders;

    private long in;
    private long out;
    private boolean closed;

    private Decoding(HopId hop, List<ContentCoding> codings, Decompression limits) {
        this.hop = hop;
        this.limits = limits;
        this.decoders = new ContentDecoder[codings.size()];
        DecodingLimits each = new DecodingLimits(Long.MAX_VALUE, limits.maxRatio());
        for (int i = 0; i < decoders.length; i++) {
            decoders[i] = codings.get(decoders.length - 1 - i).decoder(each, ByteBufAllocator.DEFAULT);
        }
    }

    static Flux<DataBuffer> of(Flux<DataBuffer> coded, HopId hop, List<ContentCoding> codings, Decompression limits) {
        return Flux.using(
                        () -> new Decoding(hop, codings, limits),
                        decoding -> coded.map(Coded::new)
                                .flatMapIterable(decoding::pieces, 1)
                                .concatWith(Mono.defer(decoding::end)),
                        Decoding::close)
                .doOnDiscard(Coded.class, Coded::release);
    }

    /** A piece as it came, which an operator may drop before it is taken, and also when it was. */
    private static final class Coded {

        private @Nullable DataBuffer piece;

        Coded(DataBuffer piece) {
            this.piece = piece;
        }

        synchronized @Nullable DataBuffer take() {
            DataBuffer taken = piece;
            piece = null;
            return taken;
        }

        void release() {
            DataBuffer unused = take();
            if (unused != null) {
                DataBufferUtils.release(unused);
            }
        }
    }

    /** What comes out of a piece, one by one as it is asked for. */
    private Iterable<DataBuffer> pieces(Coded coded) {
        DataBuffer piece = coded.take();
        if (piece != null) {
            add(piece);
        }
        return Pieces::new;
    }

    private synchronized void add(DataBuffer piece) {
        in += piece.readableByteCount();
        decoders[0].add(NettyDataBufferFactory.toByteBuf(piece)); // which releases it when it is closed
    }

    private synchronized @Nullable DataBuffer next() {
        if (closed) {
            return null;
        }
        try {
            ByteBuf piece = next(decoders.length - 1);
            if (piece == null) {
                return null;
            }
            out += piece.readableBytes();
            HttpExchangeException tooMuch = tooMuch();
            if (tooMuch != null) {
                piece.release();
                throw Exceptions.propagate(tooMuch);
            }
            return BUFFERS.wrap(piece);
        } catch (PeerProtocolException e) {
            throw Exceptions.propagate(failure(e));
        }
    }

    private @Nullable ByteBuf next(int stage) throws PeerProtocolException {
        for (; ; ) {
            ByteBuf piece = decoders[stage].next();
            if (piece != null || stage == 0) {
                return piece;
            }
            ByteBuf more = next(stage - 1);
            if (more == null) {
                return null;
            }
            decoders[stage].add(more);
        }
    }

    private @Nullable HttpExchangeException tooMuch() {
        if (out > limits.maxBytes()) {
            return new ResponseLimitException(
                    hop,
                    Part.DECOMPRESSED,
                    limits.maxBytes(),
                    "the body is larger than " + limits.maxBytes() + " bytes once it is decompressed",
                    "Raise " + Setting.ofRequest("decompression.max-size") + " if so much is expected.",
                    null);
        }
        return out > DecodingLimits.FREE_OCTETS && out / limits.maxRatio() > in ? ratio(null) : null;
    }

    private ResponseLimitException ratio(@Nullable Throwable cause) {
        return new ResponseLimitException(
                hop,
                Part.RATIO,
                limits.maxRatio(),
                "more than " + limits.maxRatio() + " bytes came out for one that went in",
                "Raise " + Setting.ofRequest("decompression.max-ratio") + " if the server is to be trusted.",
                cause);
    }

    private HttpExchangeException failure(PeerProtocolException e) {
        return e.error() == Http2Error.ENHANCE_YOUR_CALM
                ? ratio(e)
                : new ProtocolException(
                        hop,
                        "the body cannot be decompressed: " + e.getMessage(),
                        "The server or something on the way breaks it; decompression can be switched off.",
                        e);
    }

    /** Nothing more arrives; fails when something is missing. */
    private synchronized Mono<DataBuffer> end() {
        try {
            for (ContentDecoder decoder : decoders) {
                decoder.end();
            }
            return Mono.empty();
        } catch (PeerProtocolException e) {
            return Mono.error(failure(e));
        }
    }

    private synchronized void close() {
        closed = true;
        for (ContentDecoder decoder : decoders) {
            decoder.close();
        }
    }

    /** The decompressed pieces of what has been added. */
    private final class Pieces implements Iterator<DataBuffer> {

        private @Nullable DataBuffer ahead;

        @Override
        public boolean hasNext() {
            if (ahead == null) {
                ahead = Decoding.this.next();
            }
            return ahead != null;
        }

        @Override
        public DataBuffer next() {
            DataBuffer piece = hasNext() ? ahead : null;
            if (piece == null) {
                throw new NoSuchElementException();
            }
            ahead = null;
            return piece;
        }
    }
}
