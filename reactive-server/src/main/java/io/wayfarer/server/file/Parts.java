/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Flux;

/** A body of several ranges, {@code multipart/byteranges} (RFC 9110 section 14.6). */
final class Parts {

    private final List<ByteRange> ranges;
    private final Representation file;
    private final String boundary = MimeTypeUtils.generateMultipartBoundaryString();
    private final List<byte[]> heads = new ArrayList<>();
    private final byte[] end;

    Parts(Representation file, List<ByteRange> ranges) {
        this.file = file;
        this.ranges = List.copyOf(ranges);
        String lineBefore = "";
        for (ByteRange range : ranges) {
            heads.add(octets(lineBefore + "--" + boundary + "\r\nContent-Type: "
                    + file.headers().getContentType() + "\r\nContent-Range: " + range.of(file.length()) + "\r\n\r\n"));
            lineBefore = "\r\n";
        }
        this.end = octets("\r\n--" + boundary + "--\r\n");
    }

    String contentType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    long length() {
        long length = end.length;
        for (int i = 0; i < ranges.size(); i++) {
            length += heads.get(i).length + ranges.get(i).length();
        }
        return length;
    }

    Flux<DataBuffer> body(DataBufferFactory buffers) {
        return Flux.range(0, ranges.size())
                .concatMap(
                        i -> Flux.concat(
                                head(buffers, heads.get(i)), file.content().read(buffers, ranges.get(i))),
                        1)
                .concatWith(head(buffers, end));
    }

    private static Flux<DataBuffer> head(DataBufferFactory buffers, byte[] octets) {
        return Flux.defer(() -> Flux.just(buffers.wrap(octets)));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
