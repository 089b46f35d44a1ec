/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;

/** What decoding may cost. */
class DecodingLimitsTest extends CodingCase {

    @ParameterizedTest
    @EnumSource
    void aPieceHoldsNoMoreThanSixteenKibibytes(ContentCoding coding) throws IOException {
        byte[] zeros = new byte[100_000];
        try (ContentDecoder decoder = coding.decoder(DecodingLimits.defaults(), ALLOCATOR)) {
            decoder.add(Unpooled.wrappedBuffer(compressed(coding, zeros)));
            int total = 0;
            for (ByteBuf piece = decoder.next(); piece != null; piece = decoder.next()) {
                assertThat(piece.readableBytes()).isBetween(1, 16 * 1024);
                total += piece.readableBytes();
                piece.release();
            }
            assertThat(total).isEqualTo(zeros.length);
        }
    }

    @ParameterizedTest
    @CsvSource({"999, false", "1000, true", "1001, true"})
    void contentUpToAndIncludingTheLimitIsDecoded(int limit, boolean allowed) throws IOException {
        byte[] compressed = compressed(ContentCoding.GZIP, new byte[1_000]);
        DecodingLimits limits = new DecodingLimits(limit, 1_000);
        try (ContentDecoder decoder = ContentCoding.GZIP.decoder(limits, ALLOCATOR)) {
            decoder.add(Unpooled.wrappedBuffer(compressed));
            if (allowed) {
                drain(decoder, new ByteArrayOutputStream());
                decoder.end();
            } else {
                assertThatExceptionOfType(PeerProtocolException.class)
                        .isThrownBy(decoder::next)
                        .satisfies(refused -> assertThat(refused.error()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatExpandsTooMuchIsRefusedBeforeItHasExpanded(ContentCoding coding) throws IOException {
        byte[] bomb = compressed(coding, new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(60_000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ContentDecoder decoder = coding.decoder(DecodingLimits.defaults(), ALLOCATOR)) {
            decoder.add(Unpooled.wrappedBuffer(bomb));
            assertThatExceptionOfType(PeerProtocolException.class)
                    .isThrownBy(() -> drain(decoder, out))
                    .satisfies(refused -> assertThat(refused.error()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM));
            assertThatExceptionOfType(PeerProtocolException.class).isThrownBy(decoder::next);
            assertThatExceptionOfType(PeerProtocolException.class).isThrownBy(decoder::end);
        }
        assertThat(out.size()).isLessThan(1_100_000);
        try (ContentDecoder decoder = coding.decoder(new DecodingLimits(Long.MAX_VALUE, 1_000_000), ALLOCATOR)) {
            decoder.add(Unpooled.wrappedBuffer(bomb));
            drain(decoder, new ByteArrayOutputStream());
            decoder.end();
        }
    }

    @ParameterizedTest
    @CsvSource({"23, true", "24, false"})
    void aZstandardWindowOfMoreThanEightMebibytesIsRefused(int windowLog, boolean allowed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer stream = new ZstdOutputStreamNoFinalizer(out)) {
            stream.setLong(windowLog);
            stream.write(TEXT);
        }
        if (allowed) {
            assertThat(decode(ContentCoding.ZSTD, out.toByteArray(), 1_000)).isEqualTo(TEXT);
        } else {
            assertMalformed(ContentCoding.ZSTD, out.toByteArray());
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> ContentEncoder.gzip(0, ALLOCATOR));
        assertThatIllegalArgumentException().isThrownBy(() -> ContentEncoder.deflate(10, ALLOCATOR));
        assertThatIllegalArgumentException().isThrownBy(() -> new DecodingLimits(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DecodingLimits(1, 0));
    }
}
