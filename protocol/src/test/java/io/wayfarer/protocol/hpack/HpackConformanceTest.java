/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.hpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.wayfarer.fixture.Json;
import io.wayfarer.protocol.header.HeaderField;
import io.wayfarer.protocol.header.HeaderList;

/** The stories of http2jp/hpack-test-case: the cases of a story share one compression context. */
class HpackConformanceTest {

    private static final int CASES_OF_A_FOLDER = 990;

    static Stream<String> compressed() {
        return Stream.of("nghttp2", "nghttp2-change-table-size", "haskell-http2-linear-huffman", "python-hpack");
    }

    @ParameterizedTest
    @MethodSource("compressed")
    void everyStoryIsDecompressed(String folder) {
        assertThat(stories(folder).mapToInt(HpackConformanceTest::decompress).sum())
                .isEqualTo(CASES_OF_A_FOLDER);
    }

    private static int decompress(List<Map<String, Object>> cases) {
        HpackDecoder decoder = new HpackDecoder(4096, 1 << 20);
        for (Map<String, Object> one : cases) {
            if (one.get("header_table_size") instanceof Long size) {
                decoder.maxTableSize(size);
            }
            ByteBuf wire = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump((String) one.get("wire")));
            assertThat(decoder.decode(wire))
                    .isInstanceOfSatisfying(
                            HpackResult.Fields.class,
                            decoded -> assertThat(decoded.fields())
                                    .extracting(HeaderField::name, HeaderField::value)
                                    .isEqualTo(tuples(headers(one))));
        }
        return cases.size();
    }

    private static List<org.assertj.core.groups.Tuple> tuples(HeaderList headers) {
        return IntStream.range(0, headers.size())
                .mapToObj(i -> org.assertj.core.groups.Tuple.tuple(headers.name(i), headers.value(i)))
                .toList();
    }

    static Stream<HpackEncoderSetUp> encoders() {
        return Stream.of(
                new HpackEncoderSetUp("Huffman", 4096, 0),
                new HpackEncoderSetUp("without Huffman", 4096, Integer.MAX_VALUE),
                new HpackEncoderSetUp("small table", 256, 0),
                new HpackEncoderSetUp("no table", 0, 0));
    }

    record HpackEncoderSetUp(String name, long tableSize, int huffmanFrom) {}

    @ParameterizedTest
    @MethodSource("encoders")
    void everyStoryComesBackFromCompression(HpackEncoderSetUp setUp) {
        assertThat(stories("raw-data")
                        .mapToInt(story -> roundTrip(setUp, story))
                        .sum())
                .isEqualTo(CASES_OF_A_FOLDER);
    }

    private static int roundTrip(HpackEncoderSetUp setUp, List<Map<String, Object>> cases) {
        HpackEncoder encoder = new HpackEncoder(setUp.tableSize(), setUp.huffmanFrom());
        HpackDecoder decoder = new HpackDecoder(4096, 1 << 20);
        for (int i = 0; i < cases.size(); i++) {
            if (i % 7 == 6) {
                int size = new int[] {4096, 100, 0, 1000}[i / 7 % 4];
                decoder.maxTableSize(size);
                encoder.maxTableSize(size);
            }
            HeaderList headers = headers(cases.get(i));
            ByteBuf wire = Unpooled.buffer();
            encoder.encode(headers, wire);
            assertThat(decoder.decode(wire)).isEqualTo(new HpackResult.Fields(headers));
            assertThat(decoder.table()).isEqualTo(encoder.table());
            assertThat(decoder.evictions()).isEqualTo(encoder.evictions());
        }
        return cases.size();
    }

    private static HeaderList headers(Map<String, Object> one) {
        HeaderList.Builder headers = HeaderList.builder();
        for (Object pair : (List<?>) Objects.requireNonNull(one.get("headers"))) {
            ((Map<?, ?>) pair).forEach((name, value) -> headers.add((String) name, (String) value));
        }
        return headers.build();
    }

    @SuppressWarnings("unchecked")
    private static Stream<List<Map<String, Object>>> stories(String folder) {
        return IntStream.iterate(0, story -> story <= 28, story -> story + 2)
                .mapToObj(
                        story -> "/conformance/hpack/" + folder + "/story_" + (story < 10 ? "0" : "") + story + ".json")
                .map(name -> (Map<String, Object>) Json.resource(name))
                .map(story -> (List<Map<String, Object>>) story.get("cases"));
    }
}
