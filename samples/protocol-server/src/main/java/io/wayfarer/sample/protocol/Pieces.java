/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.protocol;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;

/** Content of any length, cut out of one piece that is never copied. */
final class Pieces {

    private static final int PIECE = 64 * 1024;
    private static final ByteBuf ALPHABET = Unpooled.unreleasableBuffer(Unpooled.directBuffer(PIECE)
            .writeBytes("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-\n"
                    .repeat(PIECE / 64)
                    .getBytes(StandardCharsets.US_ASCII))
            .asReadOnly());

    private Pieces() {}

    /** At most 64 KiB. */
    static ByteBuf of(int length) {
        return ALPHABET.slice(0, length).duplicate();
    }

    static Flux<ByteBuf> flux(long length) {
        return Flux.generate(() -> length, (left, sink) -> {
            if (left <= 0) {
                sink.complete();
                return left;
            }
            int piece = (int) Math.min(left, PIECE);
            sink.next(of(piece));
            return left - piece;
        });
    }
}
