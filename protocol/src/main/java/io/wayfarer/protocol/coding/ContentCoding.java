/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import java.util.Locale;
import java.util.Optional;

import io.netty.buffer.ByteBufAllocator;

/** A compression of content. Brotli and Zstandard are there where an application has the library that speaks them. */
public enum ContentCoding {

    /** RFC 1952; several members in a row are one content. */
    GZIP("gzip"),

    /** RFC 1950. Decoders take bare RFC 1951 too, which some servers send under this name (RFC 9110 section 8.4.1.2). */
    DEFLATE("deflate"),

    /** RFC 7932, by {@code com.aayushatharva.brotli4j:brotli4j}. */
    BR("br"),

    /** RFC 8878 with windows of up to 8 MiB (RFC 9659), by {@code com.github.luben:zstd-jni}. */
    ZSTD("zstd");

    private final String token;

    ContentCoding(String token) {
        this.token = token;
    }

    /** The coding of a name without regard to case, {@code x-gzip} included (RFC 9110 section 8.4.1.3). */
    public static Optional<ContentCoding> of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            case "br" -> Optional.of(BR);
            case "zstd" -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }

    /** The name in header fields. */
    public String token() {
        return token;
    }

    /**
     * Whether this coding can be decoded here. The first call loads native libraries, and so writes files: never by a thread
     * that must not block.
     */
    public boolean available() {
        return switch (this) {
            case GZIP, DEFLATE -> true;
            case BR -> CompressionLibraries.BROTLI;
            case ZSTD -> CompressionLibraries.ZSTANDARD;
        };
    }

    /**
     * A decoder for one message.
     *
     * @throws IllegalStateException if the coding is not {@link #available()}
     */
    public ContentDecoder decoder(DecodingLimits limits, ByteBufAllocator allocator) {
        if (!available()) {
            throw new IllegalStateException("no library for " + token + " is on the class path");
        }
        return switch (this) {
            case GZIP, DEFLATE -> new DeflateDecoder(this, limits, allocator);
            case BR -> new BrotliDecoder(limits, allocator);
            case ZSTD -> new ZstandardDecoder(limits, allocator);
        };
    }
}
