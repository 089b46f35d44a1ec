/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.internal.logging.InternalLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.protocol.error.PeerProtocolException;

/** What holds for every coding. */
class ContentCodingTest extends CodingCase {

    @ParameterizedTest
    @CsvSource({
        "gzip, GZIP",
        "GZIP, GZIP",
        "x-gzip, GZIP",
        "deflate, DEFLATE",
        "Deflate, DEFLATE",
        "br, BR",
        "ZSTD, ZSTD"
    })
    void aCodingIsFoundByItsNameInAnyCase(String name, ContentCoding coding) {
        assertThat(ContentCoding.of(name)).contains(coding);
        assertThat(ContentCoding.of(coding.token())).contains(coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "brotli", "compress", "identity", "gzip "})
    void otherNamesAreNoCoding(String name) {
        assertThat(ContentCoding.of(name)).isEmpty();
    }

    @Test
    void brotliAndZstandardAreNotThereWithoutTheirLibraries() throws Exception {
        URL[] others = Stream.of(ContentCoding.class, ByteBufAllocator.class, InternalLogger.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        try (URLClassLoader classes = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            Class<?> coding = classes.loadClass(ContentCoding.class.getName());
            assertThat(coding).isNotSameAs(ContentCoding.class);
            Method available = coding.getMethod("available");
            assertThat(coding.getEnumConstants()).hasSize(4);
            for (Object constant : coding.getEnumConstants()) {
                assertThat(available.invoke(constant))
                        .as(constant.toString())
                        .isEqualTo(List.of("GZIP", "DEFLATE").contains(constant.toString()));
            }
        }
        assertThat(ContentCoding.values()).allMatch(ContentCoding::available);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void whatIsEncodedInPiecesIsDecodedWhole(ContentCoding coding) throws IOException {
        for (int size : new int[] {0, 1, 2, 511, 512, 16_383, 16_384, 16_385, TEXT.length}) {
            byte[] content = Arrays.copyOf(TEXT, size);
            for (int piece : new int[] {1_000, 30_000, 100_000}) {
                byte[] compressed = encode(coding, content, piece);
                assertThat(decode(coding, compressed, 700)).isEqualTo(content);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void theJdkReadsWhatIsEncodedAndIsReadAlike(ContentCoding coding) throws IOException {
        byte[] ours = encode(coding, TEXT, 9_999);
        ByteArrayInputStream in = new ByteArrayInputStream(ours);
        assertThat((coding == ContentCoding.GZIP ? new GZIPInputStream(in) : new InflaterInputStream(in))
                        .readAllBytes())
                .isEqualTo(TEXT);
        assertThat(decode(coding, compressed(coding, TEXT), 4_000)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void eachSplitOfTheInputGivesTheSameContent(ContentCoding coding) throws IOException {
        byte[] content = text(300);
        byte[] compressed = compressed(coding, content);
        for (int split = 0; split <= compressed.length; split++) {
            try (ContentDecoder decoder = coding.decoder(DecodingLimits.defaults(), ALLOCATOR)) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                decoder.add(Unpooled.copiedBuffer(compressed, 0, split));
                drain(decoder, out);
                decoder.add(Unpooled.copiedBuffer(compressed, split, compressed.length - split));
                drain(decoder, out);
                decoder.end();
                assertThat(out.toByteArray()).as("split at %d", split).isEqualTo(content);
            }
        }
        assertThat(decode(coding, compressed, 1)).isEqualTo(content);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void whatWentInCanBeDecodedBeforeTheEnd(ContentCoding coding) throws IOException {
        try (ContentEncoder encoder = encoder(coding);
                ContentDecoder decoder = coding.decoder(DecodingLimits.defaults(), ALLOCATOR)) {
            for (String part : new String[] {"one", "two", "three"}) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                decoder.add(encoder.encode(Unpooled.copiedBuffer(part, StandardCharsets.US_ASCII), false));
                drain(decoder, out);
                assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(part);
            }
            assertThat(encoder.encode(Unpooled.EMPTY_BUFFER, false).isReadable())
                    .isFalse();
            decoder.add(encoder.encode(Unpooled.EMPTY_BUFFER, true));
            assertThat(decoder.next()).isNull();
            decoder.end();
            assertThatIllegalStateException().isThrownBy(() -> encoder.encode(Unpooled.buffer(1), true));
        }
    }

    @Test
    void contentInSeveralBuffersIsTakenAsOne() throws IOException {
        byte[] compressed = compressed(ContentCoding.GZIP, TEXT);
        ByteBuf composite = Unpooled.wrappedBuffer(
                Unpooled.copiedBuffer(compressed, 0, 100), Unpooled.copiedBuffer(compressed, 100, 200));
        try (ContentDecoder decoder = ContentCoding.GZIP.decoder(DecodingLimits.defaults(), ALLOCATOR)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            decoder.add(composite);
            decoder.add(Unpooled.copiedBuffer(compressed, 300, compressed.length - 300));
            drain(decoder, out);
            decoder.end();
            assertThat(out.toByteArray()).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void contentThatEndsTooEarlyFailsWhereverItEnds(ContentCoding coding) throws IOException {
        byte[] compressed = compressed(coding, text(300));
        for (int length = 1; length < compressed.length; length++) {
            assertMalformed(coding, Arrays.copyOf(compressed, length));
        }
        assertThat(decode(coding, new byte[0], 1)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE", "ZSTD"})
    void aChangedChecksumFails(ContentCoding coding) throws IOException {
        byte[] compressed = compressed(coding, text(300));
        for (int i = 1; i <= (coding == ContentCoding.GZIP ? 8 : 4); i++) {
            byte[] changed = compressed.clone();
            changed[changed.length - i] ^= 1;
            assertMalformed(coding, changed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailureIsRememberedAndWhatIsAddedThenIsReleased(ContentCoding coding) {
        ByteBuf late = Unpooled.copiedBuffer(TEXT);
        ContentDecoder decoder = coding.decoder(DecodingLimits.defaults(), ALLOCATOR);
        decoder.add(Unpooled.wrappedBuffer(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff}));
        assertThatExceptionOfType(PeerProtocolException.class).isThrownBy(decoder::next);
        decoder.add(late);
        assertThat(late.refCnt()).isZero();
        assertThatExceptionOfType(PeerProtocolException.class).isThrownBy(decoder::next);
        decoder.close();
    }

    @ParameterizedTest
    @EnumSource
    void closingReleasesWhatWasNotUsed(ContentCoding coding) throws IOException {
        ByteBuf input = Unpooled.copiedBuffer(compressed(coding, new byte[100_000]));
        ContentDecoder decoder = coding.decoder(DecodingLimits.defaults(), ALLOCATOR);
        decoder.add(input);
        ByteBuf piece = decoder.next();
        assertThat(piece).isNotNull();
        decoder.close();
        decoder.close();
        assertThat(input.refCnt()).isZero();
        assertThat(piece.release()).isTrue();
        assertThatIllegalStateException().isThrownBy(decoder::next);
    }

    @ParameterizedTest
    @EnumSource
    void randomChangesEndInContentOrInARefusal(ContentCoding coding) throws IOException {
        Random random = new Random(7);
        byte[] compressed = compressed(coding, text(2_000));
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            byte[] changed = compressed.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                decode(coding, changed, 1 + random.nextInt(500));
            } catch (PeerProtocolException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(coding == ContentCoding.BR ? 150 : 350); // the one without a checksum
    }
}
