/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.fixture.Json;

/** The cases of http2jp/http2-frame-test-case. */
class Http2FrameConformanceTest {

    private static final String FOLDER = "/conformance/http2-frames";

    static List<String> cases() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(Http2FrameConformanceTest.class.getResource(FOLDER));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void noCaseIsMissing() throws IOException, URISyntaxException {
        assertThat(cases()).hasSize(17);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadAndWrittenAsTheCaseSays(String name) {
        Map<?, ?> one = (Map<?, ?>) Objects.requireNonNull(Json.resource(FOLDER + "/" + name));
        byte[] wire = ByteBufUtil.decodeHexDump((String) one.get("wire"));
        FrameReading reading = FrameReading.read(Unpooled.wrappedBuffer(wire), 16384);
        if (one.get("error") instanceof List<?> errors) {
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            FrameReading.Refused.class,
                            refused -> assertThat(errors)
                                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Long.class))
                                    .contains(refused.error().code()));
            return;
        }
        Http2Frame frame = ((FrameReading.Frame) reading).frame();
        Map<?, ?> expected = (Map<?, ?>) Objects.requireNonNull(one.get("frame"));
        assertThat((long) frame.type()).isEqualTo(expected.get("type"));
        assertThat((long) frame.flags()).isEqualTo(expected.get("flags"));
        assertThat((long) frame.streamId()).isEqualTo(expected.get("stream_identifier"));
        assertPayload(frame, (Map<?, ?>) Objects.requireNonNull(expected.get("frame_payload")));
        ByteBuf written = Unpooled.buffer();
        frame.writeTo(written);
        assertThat(ByteBufUtil.getBytes(written)).isEqualTo(wire);
    }

    private static void assertPayload(Http2Frame frame, Map<?, ?> payload) {
        if (frame instanceof Http2Frame.Data data) {
            assertThat(data.data().toText()).isEqualTo(payload.get("data"));
            assertPadding(data.padding(), payload);
        } else if (frame instanceof Http2Frame.Headers headers) {
            assertThat(headers.fragment().toText()).isEqualTo(payload.get("header_block_fragment"));
            assertThat(headers.priority()).isNull();
            assertPadding(headers.padding(), payload);
        } else if (frame instanceof Http2Frame.PushPromise promise) {
            assertThat(promise.fragment().toText()).isEqualTo(payload.get("header_block_fragment"));
            assertThat((long) promise.promisedStreamId()).isEqualTo(payload.get("promised_stream_id"));
            assertPadding(promise.padding(), payload);
        } else if (frame instanceof Http2Frame.Continuation continuation) {
            assertThat(continuation.fragment().toText()).isEqualTo(payload.get("header_block_fragment"));
        } else if (frame instanceof Http2Frame.Ping ping) {
            assertThat(ping.opaque())
                    .isEqualTo(Unpooled.copiedBuffer(
                                    (String) payload.get("opaque_data"), java.nio.charset.StandardCharsets.US_ASCII)
                            .readLong());
        } else if (frame instanceof Http2Frame.Settings settings) {
            assertThat(settings.settings())
                    .extracting(setting -> List.of((long) setting.id(), setting.value()))
                    .isEqualTo(payload.get("settings"));
        } else {
            throw new AssertionError("a case of " + frame + " has no comparison");
        }
    }

    private static void assertPadding(@Nullable Octets padding, Map<?, ?> payload) {
        assertThat(padding == null ? null : padding.toText()).isEqualTo(payload.get("padding"));
        assertThat(padding == null ? null : (long) padding.length()).isEqualTo(payload.get("padding_length"));
    }
}
