/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

import io.wayfarer.protocol.coding.ContentCoding;
import io.wayfarer.protocol.coding.ContentDecoder;
import io.wayfarer.protocol.coding.DecodingLimits;
import io.wayfarer.protocol.error.PeerProtocolException;

/** Any octets are content or are refused, within the limits, and nothing is kept. */
final class CodingTargets {

    private static final int MOST = 100_000;

    private CodingTargets() {}

    static void gzip(byte[] input) {
        decode(ContentCoding.GZIP, input);
    }

    static void deflate(byte[] input) {
        decode(ContentCoding.DEFLATE, input);
    }

    static void brotli(byte[] input) {
        decode(ContentCoding.BR, input);
    }

    static void zstandard(byte[] input) {
        decode(ContentCoding.ZSTD, input);
    }

    private static void decode(ContentCoding coding, byte[] input) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
        long total = 0;
        try (ContentDecoder decoder = coding.decoder(new DecodingLimits(MOST, 200), allocator)) {
            int half = input.length / 2;
            for (byte[] part :
                    new byte[][] {Arrays.copyOf(input, half), Arrays.copyOfRange(input, half, input.length)}) {
                decoder.add(Unpooled.wrappedBuffer(part));
                for (ByteBuf piece = decoder.next(); piece != null; piece = decoder.next()) {
                    total += piece.readableBytes();
                    piece.release();
                }
            }
            decoder.end();
        } catch (PeerProtocolException refused) {
            assertThat(refused.error()).isNotNull();
        }
        assertThat(total).isLessThanOrEqualTo(MOST);
        assertThat(allocator.metric().usedHeapMemory()).isZero();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }
}
