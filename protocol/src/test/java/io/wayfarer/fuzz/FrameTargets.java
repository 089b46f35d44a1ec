/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import io.wayfarer.protocol.frame.FrameReading;
import io.wayfarer.protocol.header.HeaderField;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.hpack.HpackDecoder;
import io.wayfarer.protocol.hpack.HpackEncoder;
import io.wayfarer.protocol.hpack.HpackResult;

/** Any octets are frames and fields or are refused, and what was read survives being written and read again. */
final class FrameTargets {

    private static final int MAX_FRAME = 16_384;
    private static final int MAX_FIELDS = 10_000;

    private FrameTargets() {}

    static void frames(byte[] input) {
        ByteBuf in = Unpooled.wrappedBuffer(input);
        int begin = -1;
        while (in.readerIndex() > begin) {
            begin = in.readerIndex();
            if (FrameReading.read(in, MAX_FRAME) instanceof FrameReading.Frame read) {
                ByteBuf out = Unpooled.buffer();
                read.frame().writeTo(out);
                assertThat(FrameReading.read(out, MAX_FRAME)).isEqualTo(read);
                assertThat(out.isReadable()).isFalse();
            }
        }
    }

    /** Sections in a row, each behind its length. */
    static void hpack(byte[] input) {
        HpackDecoder decoder = new HpackDecoder(256, MAX_FIELDS);
        HpackEncoder encoder = new HpackEncoder();
        HpackDecoder mirror = new HpackDecoder(4096, 4L * MAX_FIELDS);
        ByteBuf in = Unpooled.wrappedBuffer(input);
        while (in.isReadable()) {
            int length = Math.min(in.readUnsignedByte(), in.readableBytes());
            HpackResult result = decoder.decode(in.readSlice(length));
            assertThat(decoder.tableSize()).isLessThanOrEqualTo(256);
            if (result instanceof HpackResult.Fields read) {
                assertThat(size(read.fields())).isLessThanOrEqualTo(MAX_FIELDS);
                ByteBuf out = Unpooled.buffer();
                encoder.encode(read.fields(), out);
                assertThat(mirror.decode(out)).isEqualTo(result);
                assertThat(mirror.table()).isEqualTo(encoder.table());
            }
        }
    }

    private static long size(HeaderList fields) {
        long size = 0;
        for (HeaderField field : fields) {
            size += field.name().length() + field.value().length() + 32L;
        }
        return size;
    }
}
