/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each of the formats allows around and behind the compressed octets. */
class CodingFormatsTest extends CodingCase {

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
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void octetsBehindTheEndAreDropped(ContentCoding coding) throws IOException {
        byte[] content = {'a'};
        for (String garbage : new String[] {"\0", "\0\0\0\0", "\r\n", "\u001f", "\u001f\u001f", "<html>"}) {
            byte[] padded = join(compressed(coding, content), garbage.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(decode(coding, padded, 1)).isEqualTo(content);
            assertThat(decode(coding, padded, 1_000)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BR", "ZSTD"})
    void octetsBehindTheEndAreRefused(ContentCoding coding) throws IOException {
        assertMalformed(coding, join(compressed(coding, TEXT), new byte[4]));
    }
}
