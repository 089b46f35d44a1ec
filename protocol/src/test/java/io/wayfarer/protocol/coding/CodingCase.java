/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdCompressCtx;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;

/** Contents, and what their codings make of them. */
abstract class CodingCase {

    static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;
    static final byte[] TEXT = text(40_000);

    static void assertMalformed(ContentCoding coding, byte[] compressed) {
        for (int piece : new int[] {1, 1_000}) {
            assertThatExceptionOfType(PeerProtocolException.class)
                    .isThrownBy(() -> decode(coding, compressed, piece))
                    .satisfies(refused -> assertThat(refused.error()).isEqualTo(Http2Error.PROTOCOL_ERROR));
        }
    }

    static byte[] encode(ContentCoding coding, byte[] content, int piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ContentEncoder encoder = encoder(coding)) {
            for (int begin = 0; begin < content.length; begin += piece) {
                int length = Math.min(piece, content.length - begin);
                put(encoder.encode(Unpooled.copiedBuffer(content, begin, length), false), out);
            }
            put(encoder.encode(Unpooled.EMPTY_BUFFER, true), out);
        }
        return out.toByteArray();
    }

    static byte[] decode(ContentCoding coding, byte[] compressed, int piece) throws PeerProtocolException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ContentDecoder decoder = coding.decoder(DecodingLimits.defaults(), ALLOCATOR)) {
            for (int begin = 0; begin < compressed.length; begin += piece) {
                decoder.add(Unpooled.copiedBuffer(compressed, begin, Math.min(piece, compressed.length - begin)));
                drain(decoder, out);
            }
            decoder.end();
        }
        return out.toByteArray();
    }

    static void drain(ContentDecoder decoder, ByteArrayOutputStream out) throws PeerProtocolException {
        for (ByteBuf piece = decoder.next(); piece != null; piece = decoder.next()) {
            put(piece, out);
        }
    }

    static void put(ByteBuf piece, ByteArrayOutputStream out) {
        byte[] octets = new byte[piece.readableBytes()];
        piece.readBytes(octets);
        piece.release();
        out.writeBytes(octets);
    }

    static ContentEncoder encoder(ContentCoding coding) {
        return coding == ContentCoding.GZIP ? ContentEncoder.gzip(6, ALLOCATOR) : ContentEncoder.deflate(6, ALLOCATOR);
    }

    /** The content as the library of its coding compresses it. */
    static byte[] compressed(ContentCoding coding, byte[] content) throws IOException {
        if (coding == ContentCoding.ZSTD) {
            try (ZstdCompressCtx context = new ZstdCompressCtx()) {
                return context.setChecksum(true).compress(content);
            }
        }
        if (coding == ContentCoding.BR) {
            assertThat(coding.available()).isTrue(); // which loads the library
            return Encoder.compress(content);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream =
                coding == ContentCoding.GZIP ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
            stream.write(content);
        }
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] text(int length) {
        Random random = new Random(length);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(random.nextInt(26) + 1));
        }
        return text;
    }
}
