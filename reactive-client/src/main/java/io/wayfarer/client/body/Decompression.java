/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.body;

/**
 * Whether compressed content is asked for and decompressed ({@code Accept-Encoding}, RFC 9110 section 12.5.3), and how much
 * may come out of it.
 *
 * <p>The field is sent, and its answer decompressed, unless the request sets a field of its own or asks for a range: who does
 * that reads what the server sends. The header fields of a decompressed answer are without {@code Content-Encoding} and
 * {@code Content-Length}, which are about what is no longer there.
 *
 * @param enabled whether there is decompression at all
 * @param maxBytes most bytes of one decompressed body
 * @param maxRatio how many bytes may come out for one that went in; counts behind the first mebibyte
 */
public record Decompression(boolean enabled, long maxBytes, int maxRatio) {

    private static final Decompression DEFAULTS = new Decompression(true, 10L * 1024 * 1024 * 1024, 200);

    private static final Decompression OFF = new Decompression(false, 0, 1);

    public Decompression {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 0)");
        }
        if (maxRatio < 1) {
            throw new IllegalArgumentException("maxRatio: " + maxRatio + " (expected: >= 1)");
        }
    }

    /** On, up to 10 GiB, and 200 bytes for one. */
    public static Decompression defaults() {
        return DEFAULTS;
    }

    /** Nothing is asked for, and bodies are read as they come. */
    public static Decompression off() {
        return OFF;
    }

    /** With another limit of size. */
    public Decompression withMaxBytes(long bytes) {
        return new Decompression(enabled, bytes, maxRatio);
    }

    /** With another limit of ratio. */
    public Decompression withMaxRatio(int ratio) {
        return new Decompression(enabled, maxBytes, ratio);
    }
}
