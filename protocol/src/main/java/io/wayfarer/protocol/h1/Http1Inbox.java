/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.coding.ContentCoding;
import io.wayfarer.protocol.coding.ContentDecoder;
import io.wayfarer.protocol.coding.DecodingLimits;
import io.wayfarer.protocol.delivery.Inbox;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;

/**
 * The receiving half of a stream. Takes a transfer coding besides chunks off the content (RFC 9112 section 7.2), as far as
 * there is room for what comes out, unless the content is wanted raw.
 */
final class Http1Inbox extends Inbox {

    private final Http1Stream stream;
    private @Nullable ContentDecoder decoder;

    /** Written before anything is sent, and so seen by the event loop. */
    private boolean raw;

    Http1Inbox(Http1Stream stream) {
        this.stream = stream;
    }

    @Override
    protected void taken(long octets) {
        stream.handler.shrank();
    }

    @Override
    protected void receiverThrew() {
        stream.resetNow(Http2Error.INTERNAL_ERROR, !stream.untouched());
    }

    /** The content is to stay in the transfer codings that it comes in. */
    void keepCodings() {
        raw = true;
    }

    /** Whether chunks are to stay chunks. */
    boolean raw() {
        return raw;
    }

    /** The content that follows is in a transfer coding besides chunks, or in none. */
    void decode(HeadFacts.Coding coding) {
        if (raw) {
            return;
        }
        decoder = switch (coding) {
            case GZIP -> decoder(ContentCoding.GZIP);
            case DEFLATE -> decoder(ContentCoding.DEFLATE);
            default -> null;
        };
    }

    private ContentDecoder decoder(ContentCoding coding) {
        return coding.decoder(
                DecodingLimits.defaults(), stream.connection().channel().alloc());
    }

    /** Takes content over that was read. */
    void contentRead(ByteBuf content) throws BadMessage {
        ContentDecoder coded = decoder;
        if (coded == null) {
            content(content);
        } else {
            coded.add(content);
            readyForMore();
        }
    }

    /** Decodes as far as there is room for what comes out; whether there is room left. */
    boolean readyForMore() throws BadMessage {
        ContentDecoder coded = decoder;
        while (queuedBytes() <= stream.handler.settings.maxQueuedBytes()) {
            ByteBuf piece = coded == null ? null : decoded(coded);
            if (piece == null) {
                return true;
            }
            content(piece);
        }
        return false;
    }

    private static @Nullable ByteBuf decoded(ContentDecoder coded) throws BadMessage {
        try {
            return coded.next();
        } catch (PeerProtocolException wrong) {
            throw new BadMessage(400, String.valueOf(wrong.getMessage()));
        }
    }

    /** All content has come; whatever of it is not decoded yet is, and what does not decode fails. */
    void contentEnded() throws BadMessage {
        ContentDecoder coded = decoder;
        if (coded == null) {
            return;
        }
        for (ByteBuf piece = decoded(coded); piece != null; piece = decoded(coded)) {
            content(piece);
        }
        try {
            coded.end();
        } catch (PeerProtocolException wrong) {
            throw new BadMessage(400, String.valueOf(wrong.getMessage()));
        } finally {
            closeDecoder();
        }
    }

    /** No content will be read any more. */
    void closeDecoder() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
    }
}
