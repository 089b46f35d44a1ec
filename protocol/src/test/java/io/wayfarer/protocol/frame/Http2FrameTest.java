/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.Http2Frame.Setting;
import io.wayfarer.protocol.frame.Http2Frame.Weight;

class Http2FrameTest {

    private static final Octets TEXT = Octets.ofText("text");

    static Stream<Http2Frame> frames() {
        return Stream.of(
                new Http2Frame.Data(1, TEXT, true),
                new Http2Frame.Data(1, 0xf6, TEXT, Octets.zeros(255)),
                new Http2Frame.Data(1, 0, Octets.empty(), Octets.empty()),
                new Http2Frame.Headers(3, TEXT, false),
                new Http2Frame.Headers(3, 0x4, new Weight(1, true, 256), TEXT, Octets.ofText("pad")),
                new Http2Frame.Priority(5, 0, new Weight(0, false, 1)),
                new Http2Frame.RstStream(5, Http2Error.CANCEL),
                new Http2Frame.RstStream(5, 0, 0xffffffffL),
                new Http2Frame.Settings(new Setting(0x9999, 0xffffffffL), new Setting(3, 0), new Setting(3, 1)),
                Http2Frame.Settings.acknowledgement(),
                new Http2Frame.PushPromise(1, 2, TEXT),
                new Http2Frame.PushPromise(1, 0, 2, TEXT, Octets.ofText("p")),
                new Http2Frame.Ping(-1L, true),
                new Http2Frame.GoAway(7, Http2Error.ENHANCE_YOUR_CALM, TEXT),
                new Http2Frame.WindowUpdate(0, Integer.MAX_VALUE),
                new Http2Frame.Continuation(1, TEXT, true),
                new Http2Frame.Unknown(0xee, 0xff, 9, TEXT));
    }

    private static ByteBuf octets(Http2Frame frame) {
        ByteBuf out = Unpooled.buffer();
        frame.writeTo(out);
        return out;
    }

    @ParameterizedTest
    @MethodSource("frames")
    void whatIsWrittenIsReadAgain(Http2Frame frame) {
        assertThat(FrameReading.read(octets(frame), 16384)).isEqualTo(new FrameReading.Frame(frame));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aFrameThatIsCutOffIsNotRead(Http2Frame frame) {
        ByteBuf whole = octets(frame);
        for (int length = 0; length < whole.readableBytes(); length++) {
            ByteBuf part = whole.slice(0, length);
            assertThat(FrameReading.read(part, 16384)).isInstanceOf(FrameReading.Incomplete.class);
            assertThat(part.readerIndex()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "000001 00 00 00000000 00, PROTOCOL_ERROR, 0",
        "000000 00 08 00000001, FRAME_SIZE_ERROR, 1",
        "000001 00 08 00000001 01, PROTOCOL_ERROR, 0",
        "000001 01 00 00000000 00, PROTOCOL_ERROR, 0",
        "000004 01 20 00000001 00000000, FRAME_SIZE_ERROR, 0",
        "000006 01 28 00000001 010000000000, PROTOCOL_ERROR, 0",
        "000005 02 00 00000000 0000000000, PROTOCOL_ERROR, 0",
        "000004 02 00 00000003 00000000, FRAME_SIZE_ERROR, 3",
        "000004 03 00 00000000 00000000, PROTOCOL_ERROR, 0",
        "000003 03 00 00000001 000000, FRAME_SIZE_ERROR, 0",
        "000005 04 00 00000000 0000000000, FRAME_SIZE_ERROR, 0",
        "000006 04 00 00000000 000200000002, PROTOCOL_ERROR, 0",
        "000006 04 00 00000000 000480000000, FLOW_CONTROL_ERROR, 0",
        "000006 04 00 00000000 000500003fff, PROTOCOL_ERROR, 0",
        "000006 04 00 00000000 000501000000, PROTOCOL_ERROR, 0",
        "000003 05 04 00000001 000000, FRAME_SIZE_ERROR, 0",
        "000004 05 04 00000000 00000002, PROTOCOL_ERROR, 0",
        "000008 06 00 00000001 0000000000000000, PROTOCOL_ERROR, 0",
        "000008 07 00 00000001 0000000000000000, PROTOCOL_ERROR, 0",
        "000004 08 00 00000003 00000000, PROTOCOL_ERROR, 3",
        "000004 08 00 00000000 80000000, PROTOCOL_ERROR, 0",
        "000000 09 04 00000000, PROTOCOL_ERROR, 0",
        "004001 0a 00 00000000, FRAME_SIZE_ERROR, 0",
    })
    void whatTheRfcForbidsIsRefused(String wire, Http2Error error, int streamId) {
        ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(wire.replace(" ", "")));
        assertThat(FrameReading.read(in, 16384)).isInstanceOfSatisfying(FrameReading.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo(error);
            assertThat(refused.streamId()).isEqualTo(streamId);
            assertThat(refused.rule()).contains("section");
        });
    }

    @Test
    void reservedBitsAreIgnored() {
        ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("000004080080000001" + "80000005"));
        assertThat(FrameReading.read(in, 16384)).isEqualTo(new FrameReading.Frame(new Http2Frame.WindowUpdate(1, 5)));
    }

    @Test
    void whatCannotBeOnTheWireIsRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Weight(0, false, 257));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> octets(new Http2Frame.Data(1, 0, TEXT, Octets.zeros(256))));
    }

    @Test
    void framesAreWhatTheirOctetsWere() {
        byte[] own = {1, 2, 3};
        Octets octets = Octets.of(own);
        own[0] = 9;
        assertThat(octets.toByteArray()).containsExactly(1, 2, 3);
        assertThat(octets.at(0)).isEqualTo(1);
        List<Setting> settings = new java.util.ArrayList<>(List.of(new Setting(1, 1)));
        Http2Frame.Settings frame = new Http2Frame.Settings(0, 0, settings);
        settings.clear();
        assertThat(frame.settings()).hasSize(1);
        assertThat(new Http2Frame.Data(1, TEXT, true).toString()).doesNotContain("text");
    }

    @Test
    void anyOctetsAreAFrameOrARefusalOrTooFew() {
        Random random = new Random(9113);
        List<Http2Frame> samples = frames().toList();
        for (int round = 0; round < 50_000; round++) {
            ByteBuf in = octets(samples.get(random.nextInt(samples.size())));
            for (int flips = random.nextInt(5); flips > 0; flips--) {
                in.setByte(random.nextInt(in.writerIndex()), random.nextInt(256));
            }
            byte[] wire = ByteBufUtil.getBytes(in);
            FrameReading reading = FrameReading.read(in, 16384);
            if (reading instanceof FrameReading.Frame whole) {
                ByteBuf again = octets(whole.frame());
                assertThat(again.readableBytes()).isEqualTo(wire.length - in.readableBytes());
                assertThat(FrameReading.read(again, 16384)).isEqualTo(reading);
            } else if (reading instanceof FrameReading.Incomplete) {
                assertThat(in.readerIndex()).isZero();
            } else {
                assertThat(((FrameReading.Refused) reading).rule()).isNotBlank();
            }
        }
    }
}
