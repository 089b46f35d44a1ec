/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.hpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.protocol.header.HeaderField;
import io.wayfarer.protocol.header.HeaderList;

class HpackTest {

    private static final HeaderList REQUEST =
            HeaderList.of(":method", "GET", ":scheme", "http", ":path", "/", ":authority", "www.example.com");

    private static ByteBuf hex(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    }

    private static String hex(ByteBuf octets) {
        return ByteBufUtil.hexDump(octets);
    }

    /** RFC 7541 appendix C.3: three requests, no Huffman code. */
    @Test
    void theRequestsOfAppendixC3AreDecompressed() {
        HpackDecoder decoder = new HpackDecoder(4096, 1 << 16);
        assertThat(decoder.decode(hex("828684410f7777772e6578616d706c652e636f6d")))
                .isEqualTo(new HpackResult.Fields(REQUEST));
        assertThat(decoder.table()).containsExactly(new HeaderField(":authority", "www.example.com"));
        assertThat(decoder.tableSize()).isEqualTo(57);
        assertThat(decoder.decode(hex("828684be58086e6f2d6361636865")))
                .isEqualTo(new HpackResult.Fields(
                        REQUEST.toBuilder().add("cache-control", "no-cache").build()));
        assertThat(decoder.tableSize()).isEqualTo(110);
        assertThat(decoder.decode(hex("828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565")))
                .isInstanceOf(HpackResult.Fields.class);
        assertThat(decoder.tableSize()).isEqualTo(164);
    }

    /** RFC 7541 appendix C.4.1: the same request in the Huffman code. */
    @Test
    void theRequestOfAppendixC4IsCompressedToTheSameOctets() {
        ByteBuf out = Unpooled.buffer();
        HpackEncoder encoder = new HpackEncoder();
        encoder.encode(REQUEST, out);
        assertThat(hex(out)).isEqualTo("828684418cf1e3c2e5f23a6ba0ab90f4ff");
        out.clear();
        encoder.encode(REQUEST.toBuilder().add("cache-control", "no-cache").build(), out);
        assertThat(hex(out)).isEqualTo("828684be5886a8eb10649cbf");
    }

    /** RFC 7541 appendix C.5: a table of 256 octets, from which fields are evicted. */
    @Test
    void theResponsesOfAppendixC5EvictFields() {
        HpackDecoder decoder = new HpackDecoder(256, 1 << 16);
        decoder.decode(hex("4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d54"
                + "6e1768747470733a2f2f7777772e6578616d706c652e636f6d"));
        assertThat(decoder.tableSize()).isEqualTo(222);
        assertThat(decoder.evictions()).isZero();
        decoder.decode(hex("4803333037c1c0bf"));
        assertThat(decoder.tableSize()).isEqualTo(222);
        assertThat(decoder.evictions()).isEqualTo(1);
        assertThat(decoder.table().get(0)).isEqualTo(new HeaderField(":status", "307"));
    }

    /** RFC 7541 section 7.1.3. */
    @Test
    void aFieldThatMayNotBeIndexedKeepsItsMarkAndEntersNoTable() {
        HeaderList secret =
                HeaderList.builder().addNeverIndexed("password", "secret").build();
        HpackEncoder encoder = new HpackEncoder(4096, Integer.MAX_VALUE);
        ByteBuf out = Unpooled.buffer();
        encoder.encode(secret, out);
        assertThat(hex(out)).isEqualTo("100870617373776f726406736563726574"); // appendix C.2.3
        assertThat(encoder.table()).isEmpty();
        HpackDecoder decoder = new HpackDecoder(4096, 1 << 16);
        assertThat(decoder.decode(out)).isEqualTo(new HpackResult.Fields(secret));
        assertThat(decoder.table()).isEmpty();
    }

    @Test
    void whatIsInATableIsFound() {
        HpackEncoder encoder = new HpackEncoder();
        ByteBuf out = Unpooled.buffer();
        encoder.encode(HeaderList.of("x-a", "1", "x-b", "2", "x-a", "3"), out);
        assertThat(encoder.indexOf("x-a")).isEqualTo(62);
        assertThat(encoder.indexOf("x-a", "1")).isEqualTo(64);
        assertThat(encoder.indexOf("x-b")).isEqualTo(63);
        assertThat(encoder.indexOf("x-c")).isZero();
        assertThat(encoder.indexOf(":method", "POST")).isEqualTo(3);
        assertThat(encoder.field(63)).isEqualTo(new HeaderField("x-b", "2"));
        assertThat(encoder.field(2)).isEqualTo(new HeaderField(":method", "GET"));
        assertThat(encoder.field(65)).isNull();
        assertThat(encoder.field(0)).isNull();
    }

    /** RFC 7541 section 4.2: the smallest size in between, then the last one. */
    @Test
    void sizeChangesBetweenSectionsAreToldByTheSmallestAndTheLast() {
        HpackEncoder encoder = new HpackEncoder();
        ByteBuf out = Unpooled.buffer();
        encoder.encode(HeaderList.of("x-a", "1"), out);
        encoder.maxTableSize(0);
        encoder.maxTableSize(1000);
        out.clear();
        encoder.encode(HeaderList.empty(), out);
        assertThat(hex(out)).isEqualTo("203fc907");
        assertThat(encoder.table()).isEmpty();
        assertThat(encoder.evictions()).isEqualTo(1);
        assertThat(encoder.maxTableSize()).isEqualTo(1000);
    }

    @Test
    void aPeerThatDoesNotShrinkItsTableIsRefused() {
        HpackDecoder decoder = new HpackDecoder(4096, 1 << 16);
        decoder.maxTableSize(100);
        assertThat(decoder.decode(hex("82")))
                .isInstanceOfSatisfying(
                        HpackResult.Refused.class,
                        refused -> assertThat(refused.rule()).contains("4.2"));
        assertThat(decoder.decode(hex("82"))).isInstanceOf(HpackResult.Refused.class);
    }

    @Test
    void aSectionLargerThanAllowedIsLostButTheTableStaysRight() {
        HpackDecoder decoder = new HpackDecoder(4096, 100);
        HpackEncoder encoder = new HpackEncoder();
        ByteBuf out = Unpooled.buffer();
        HeaderList large = HeaderList.of("x-a", "a".repeat(60), "x-b", "b".repeat(60));
        encoder.encode(large, out);
        assertThat(decoder.decode(out))
                .isInstanceOfSatisfying(
                        HpackResult.Refused.class,
                        refused -> assertThat(refused.tooLarge()).isTrue());
        assertThat(decoder.table()).isEqualTo(encoder.table());
        encoder.encode(HeaderList.of("x-b", "b".repeat(60)), out);
        assertThat(decoder.decode(out)).isInstanceOf(HpackResult.Fields.class);
    }

    @ParameterizedTest
    @CsvSource({
        "80, an index of zero",
        "be, an index beyond the tables",
        "ff8080808080808001, an integer without end",
        "ffffffffff0f, an integer beyond the bound",
        "40, a literal without a name",
        "4003, a name that is cut off",
        "400161, a value that is missing",
        "4001610361, a value that is cut off",
        "8220, a size update behind a field",
        "3fe21f, a size update beyond the limit",
        "4081ff0161, padding of more than seven bits",
        "408184016182fe, the code of no octet",
        "4084ffffffff0161, the end mark",
        "40811c0161, padding that is not of ones",
        "7f, an index that is cut off",
    })
    void brokenSectionsAreRefused(String wire, String why) {
        assertThat(new HpackDecoder(4096, 1 << 16).decode(hex(wire)))
                .as(why)
                .isInstanceOfSatisfying(HpackResult.Refused.class, refused -> {
                    assertThat(refused.tooLarge()).isFalse();
                    assertThat(refused.rule()).isNotBlank();
                });
    }

    @Test
    void everyOctetComesBackFromTheHuffmanCode() {
        Random random = new Random(7541);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append((char) random.nextInt(256));
            }
            ByteBuf out = Unpooled.buffer();
            Huffman.encode(text.toString(), out);
            assertThat(out.readableBytes()).isEqualTo(Huffman.encodedLength(text.toString()));
            byte[] wire = ByteBufUtil.getBytes(out);
            byte[] target = new byte[wire.length * 8 / 5 + 1];
            int octets = Huffman.decode(wire, 0, wire.length, target);
            assertThat(new String(target, 0, octets, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .isEqualTo(text.toString());
        }
    }

    @Test
    void anyOctetsGiveFieldsOrARefusal() {
        Random random = new Random(1);
        HpackEncoder encoder = new HpackEncoder();
        for (int round = 0; round < 20_000; round++) {
            HpackDecoder decoder = new HpackDecoder(random.nextInt(300), 4096);
            for (int section = 0; section < 3; section++) {
                ByteBuf wire = Unpooled.buffer();
                if (random.nextBoolean()) {
                    byte[] octets = new byte[random.nextInt(60)];
                    random.nextBytes(octets);
                    wire.writeBytes(octets);
                } else {
                    encoder.encode(
                            REQUEST.toBuilder()
                                    .add("x-" + random.nextInt(9), "v" + random.nextInt(9))
                                    .build(),
                            wire);
                    for (int flips = random.nextInt(4); flips > 0; flips--) {
                        wire.setByte(random.nextInt(wire.writerIndex()), random.nextInt(256));
                    }
                }
                assertThat(decoder.decode(wire)).isNotNull();
                assertThat(wire.isReadable()).isFalse();
                assertThat(decoder.tableSize()).isLessThanOrEqualTo(300);
            }
        }
    }
}
