/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import java.util.Locale;
import java.util.Optional;

import io.netty.buffer.ByteBufAllocator;

/** A compression that this module speaks. */
public enum ContentCoding {

    /** RFC 1952; several members in a row are one content. */
    GZIP("gzip"),

    /** RFC 1950. Decoders take bare RFC 1951 too, which some servers send under this name (RFC 9110 section 8.4.1.2). */
    DEFLATE("deflate");

    private final String token;

    ContentCoding(String token) {
        this.token = token;
    }

    /** The coding of a name without regard to case, {@code x-gzip} included (RFC 9110 section 8.4.1.3). */
    public static Optional<ContentCoding> of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            default -> Optional.empty();
        };
    }

    /** The name in header fields. */
    public String token() {
        return token;
    }

    /** A decoder for one message. */
    public ContentDecoder decoder(DecodingLimits limits, ByteBufAllocator allocator) {
        return new ContentDecoder(this, limits, allocator);
    }

    /**
     * An encoder for one message.
     *
     * @param level 1 for speed to 9 for size; 6 is usual
     */
    public ContentEncoder encoder(int level, ByteBufAllocator allocator) {
        return new ContentEncoder(this, level, allocator);
    }
}
