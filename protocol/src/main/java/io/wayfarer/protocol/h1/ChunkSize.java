/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

/** The line before a chunk: its size, and extensions that are checked and dropped (RFC 9112 section 7.1). */
final class ChunkSize {

    private ChunkSize() {}

    /**
     * The size.
     *
     * @param length of the line, its CR and LF included
     */
    static long parse(byte[] line, int length) throws BadMessage {
        int end = length - 2;
        if (end < 0 || line[end] != '\r') {
            throw new BadMessage(400, "a chunk size line that ends without CR (RFC 9112 section 7.1)");
        }
        long size = 0;
        int at = 0;
        for (; at < end; at++) {
            int digit = Character.digit((char) (line[at] & 0xff), 16);
            if (digit < 0) {
                break;
            }
            if (size > Long.MAX_VALUE >> 5) {
                throw new BadMessage(400, "a chunk size beyond all bounds (RFC 9112 section 7.1)");
            }
            size = size << 4 | digit;
        }
        if (at == 0) {
            throw new BadMessage(400, "a chunk size that is no number (RFC 9112 section 7.1)");
        }
        if (at < end) {
            checkExtensions(line, at, end);
        }
        return size;
    }

    /** {@code *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )}: RFC 9112 section 7.1.1. */
    private static void checkExtensions(byte[] line, int from, int end) throws BadMessage {
        int at = from;
        while (at < end) {
            at = skipSpace(line, at, end);
            if (at == end || line[at] != ';') {
                throw wrong();
            }
            at = skipSpace(line, at + 1, end);
            int name = at;
            at = skipToken(line, at, end);
            if (at == name) {
                throw wrong();
            }
            int equals = skipSpace(line, at, end);
            if (equals < end && line[equals] == '=') {
                at = skipSpace(line, equals + 1, end);
                int value = at;
                at = at < end && line[at] == '"' ? skipQuoted(line, at + 1, end) : skipToken(line, at, end);
                if (at == value) {
                    throw wrong();
                }
            }
        }
    }

    private static int skipSpace(byte[] line, int from, int end) {
        int at = from;
        while (at < end && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int skipToken(byte[] line, int from, int end) {
        int at = from;
        while (at < end && Octets.isToken(line[at])) {
            at++;
        }
        return at;
    }

    /** Behind the closing quote. */
    private static int skipQuoted(byte[] line, int from, int end) throws BadMessage {
        for (int at = from; at < end; at++) {
            if (line[at] == '"') {
                return at + 1;
            }
            if (line[at] == '\\') {
                at++;
            }
            if (at < end && !Octets.isValue(line[at])) {
                throw wrong();
            }
        }
        throw wrong();
    }

    private static BadMessage wrong() {
        return new BadMessage(400, "something behind a chunk size that is no extension (RFC 9112 section 7.1.1)");
    }
}
