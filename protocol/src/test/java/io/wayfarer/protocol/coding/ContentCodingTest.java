/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.internal.logging.InternalLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;

class ContentCodingTest {

    private static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;
    private static final byte[] TEXT = text(40_000);

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

    @Test
    void severalGzipMembersAreOneContent() throws IOException {
        byte[] members = join(
                compressed(ContentCoding.GZIP, new byte[] {'a'}),
                compressed(ContentCoding.GZIP, new byte[0]),
                compressed(ContentCoding.GZIP, new byte[] {'b', 'c'}));
        for (int piece = 1; piece <= members.length; piece++) {
            assertThat(decode(ContentCoding.GZIP, members, piece)).isEqualTo(new byte[] {'a', 'b', 'c'});
        }
    }

    @Test
    void aSecondGzipMemberThatIsCutShortFails() throws IOException {
        byte[] member = compressed(ContentCoding.GZIP, new byte[] {'a'});
        for (int length = 2; length < member.length; length++) {
            byte[] cut = join(member, Arrays.copyOf(member, length));
            assertMalformed(ContentCoding.GZIP, cut);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void octetsBehindTheEndAreDropped(ContentCoding coding) throws IOException {
        byte[] content = {'a'};
        for (String garbage : new String[] {"\0", "\0\0\0\0", "\r\n", "\u001f", "\u001f\u001f", "<html>"}) {
            byte[] padded = join(compressed(coding, content), garbage.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(decode(coding, padded, 1)).isEqualTo(content);
            assertThat(decode(coding, padded, 1_000)).isEqualTo(content);
        }
    }

    @Test
    void severalZstandardFramesAreOneContent() throws IOException {
        byte[] skipped = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'x', 'y', 'z'};
        byte[] frames = join(
                compressed(ContentCoding.ZSTD, new byte[] {'a'}),
                skipped,
                compressed(ContentCoding.ZSTD, new byte[0]),
                compressed(ContentCoding.ZSTD, new byte[] {'b', 'c'}));
        for (int piece = 1; piece <= frames.length; piece++) {
            assertThat(decode(ContentCoding.ZSTD, frames, piece)).isEqualTo(new byte[] {'a', 'b', 'c'});
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BR", "ZSTD"})
    void octetsBehindTheEndAreRefused(ContentCoding coding) throws IOException {
        assertMalformed(coding, join(compressed(coding, TEXT), new byte[4]));
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
    void bareDeflateIsUnderstoodAsDeflate() throws IOException {
        for (int level = 0; level <= 9; level++) {
            Deflater bare = new Deflater(level, true);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (DeflaterOutputStream stream = new DeflaterOutputStream(out, bare)) {
                stream.write(TEXT);
            }
            bare.end();
            assertThat(decode(ContentCoding.DEFLATE, out.toByteArray(), 1)).isEqualTo(TEXT);
        }
    }

    @Test
    void allPartsOfAGzipHeadAreReadOver() throws IOException {
        ByteBuf member = Unpooled.buffer();
        member.writeShort(0x1f8b).writeByte(8).writeByte(0x1f).writeInt(12345).writeShort(0x0203);
        member.writeShortLE(3).writeBytes(new byte[] {1, 0, 2});
        member.writeBytes("name.txt\0".getBytes(StandardCharsets.ISO_8859_1));
        member.writeBytes("a remark\0".getBytes(StandardCharsets.ISO_8859_1));
        CRC32 checksum = new CRC32();
        checksum.update(member.nioBuffer());
        member.writeShortLE((int) checksum.getValue());
        byte[] plain = compressed(ContentCoding.GZIP, TEXT);
        member.writeBytes(plain, 10, plain.length - 10);
        byte[] octets = new byte[member.readableBytes()];
        member.readBytes(octets).release();
        for (int piece : new int[] {1, 7, octets.length}) {
            assertThat(decode(ContentCoding.GZIP, octets, piece)).isEqualTo(TEXT);
        }
        octets[12] ^= 1;
        assertMalformed(ContentCoding.GZIP, octets);
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

    @Test
    void aPresetDictionaryFails() throws IOException {
        Deflater deflater = new Deflater();
        deflater.setDictionary(TEXT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater)) {
            stream.write(TEXT);
        }
        deflater.end();
        assertMalformed(ContentCoding.DEFLATE, out.toByteArray());
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

    @Test
    void settingsThatMakeNoSenseAreRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> ContentEncoder.gzip(0, ALLOCATOR));
        assertThatIllegalArgumentException().isThrownBy(() -> ContentEncoder.deflate(10, ALLOCATOR));
        assertThatIllegalArgumentException().isThrownBy(() -> new DecodingLimits(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DecodingLimits(1, 0));
    }

    private static void assertMalformed(ContentCoding coding, byte[] compressed) {
        for (int piece : new int[] {1, 1_000}) {
            assertThatExceptionOfType(PeerProtocolException.class)
                    .isThrownBy(() -> decode(coding, compressed, piece))
                    .satisfies(refused -> assertThat(refused.error()).isEqualTo(Http2Error.PROTOCOL_ERROR));
        }
    }

    private static byte[] encode(ContentCoding coding, byte[] content, int piece) {
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

    private static byte[] decode(ContentCoding coding, byte[] compressed, int piece) throws PeerProtocolException {
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

    private static void drain(ContentDecoder decoder, ByteArrayOutputStream out) throws PeerProtocolException {
        for (ByteBuf piece = decoder.next(); piece != null; piece = decoder.next()) {
            put(piece, out);
        }
    }

    private static void put(ByteBuf piece, ByteArrayOutputStream out) {
        byte[] octets = new byte[piece.readableBytes()];
        piece.readBytes(octets);
        piece.release();
        out.writeBytes(octets);
    }

    private static ContentEncoder encoder(ContentCoding coding) {
        return coding == ContentCoding.GZIP ? ContentEncoder.gzip(6, ALLOCATOR) : ContentEncoder.deflate(6, ALLOCATOR);
    }

    /** The content as the library of its coding compresses it. */
    private static byte[] compressed(ContentCoding coding, byte[] content) throws IOException {
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

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] text(int length) {
        Random random = new Random(length);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(random.nextInt(26) + 1));
        }
        return text;
    }
}
