/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import io.netty.buffer.ByteBuf;

/**
 * Looks for a delimiter in content that is still arriving; looks at each octet once (Knuth, Morris and Pratt's way). For
 * one thread.
 */
final class DelimiterSearch {

    private final byte[] delimiter;

    /** For each length of a beginning of the delimiter: how much of it is a beginning again, seen from its end. */
    private final int[] fallback;

    private int searched;
    private int putBacks;
    private int matched;

    /** @param delimiter not empty, and never changed */
    DelimiterSearch(byte[] delimiter) {
        this.delimiter = delimiter;
        this.fallback = new int[delimiter.length + 1];
        for (int i = 1; i < delimiter.length; i++) {
            int length = fallback[i];
            while (length > 0 && delimiter[i] != delimiter[length]) {
                length = fallback[length];
            }
            fallback[i + 1] = delimiter[i] == delimiter[length] ? length + 1 : 0;
        }
    }

    int length() {
        return delimiter.length;
    }

    /** How many octets there are up to the end of the first delimiter, which lies within a limit; or -1. */
    int endOfDelimiter(ContentQueue content, int limit) {
        if (putBacks != content.putBacks()) {
            putBacks = content.putBacks();
            searched = 0;
            matched = 0;
        }
        int begin = 0;
        for (ByteBuf piece : content.pieces()) {
            int length = piece.readableBytes();
            while (searched < limit && searched < begin + length) {
                byte octet = piece.getByte(piece.readerIndex() + searched - begin);
                while (matched > 0 && octet != delimiter[matched]) {
                    matched = fallback[matched];
                }
                matched = octet == delimiter[matched] ? matched + 1 : 0;
                searched++;
                if (matched == delimiter.length) {
                    return searched;
                }
            }
            begin += length;
        }
        return -1;
    }
}
