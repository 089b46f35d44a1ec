/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.visit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

import io.wayfarer.client.HttpResponse;

/** The first bytes of a body as text. The rest is not read, whatever its size. */
final class BeginningOfBody {

    private BeginningOfBody() {}

    static Mono<String> of(HttpResponse response, int maxBytes) {
        return DataBufferUtils.takeUntilByteCount(response.bodyAsFlux(), maxBytes)
                .collect(ByteArrayOutputStream::new, BeginningOfBody::append)
                .map(bytes -> decode(bytes.toByteArray(), charset(response)));
    }

    private static void append(ByteArrayOutputStream bytes, DataBuffer buffer) {
        byte[] chunk = new byte[buffer.readableByteCount()];
        buffer.read(chunk);
        DataBufferUtils.release(buffer);
        bytes.writeBytes(chunk);
    }

    /** Malformed bytes become U+FFFD; a character that the limit cuts in two is left out. */
    private static String decode(byte[] bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer text = CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()));
        decoder.decode(ByteBuffer.wrap(bytes), text, false);
        return text.flip().toString();
    }

    private static Charset charset(HttpResponse response) {
        try {
            return Optional.ofNullable(response.headers().getContentType())
                    .map(MediaType::getCharset)
                    .orElse(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // What a foreign server says about its text may be nonsense; the text is shown all the same.
            return StandardCharsets.UTF_8;
        }
    }
}
