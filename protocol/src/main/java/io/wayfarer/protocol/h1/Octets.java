/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.util.concurrent.FastThreadLocal;

import io.wayfarer.protocol.grammar.Tokens;

/** What octets may stand where, and a place to work on some. */
final class Octets {

    private static final int TCHAR = 1;
    private static final int VALUE = 2;
    private static final int TARGET = 4;

    private static final byte[] KINDS = new byte[256];

    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[4096];
        }
    };

    static {
        for (int c = 0; c < 256; c++) {
            int kinds = Tokens.isTokenCharacter((char) c) ? TCHAR : 0;
            kinds |= c == '\t' || (c >= ' ' && c != 0x7f) ? VALUE : 0;
            kinds |= c > ' ' && c < 0x7f ? TARGET : 0;
            KINDS[c] = (byte) kinds;
        }
    }

    private Octets() {}

    /** A {@code tchar} of RFC 9110 section 5.6.2. */
    static boolean isToken(byte octet) {
        return (KINDS[octet & 0xff] & TCHAR) != 0;
    }

    /** May stand in a field value: RFC 9110 section 5.5. */
    static boolean isValue(byte octet) {
        return (KINDS[octet & 0xff] & VALUE) != 0;
    }

    /** May stand in a request target: visible US-ASCII. */
    static boolean isTarget(byte octet) {
        return (KINDS[octet & 0xff] & TARGET) != 0;
    }

    static boolean isToken(char c) {
        return c < 256 && (KINDS[c] & TCHAR) != 0;
    }

    static boolean isValue(char c) {
        return c < 256 && (KINDS[c] & VALUE) != 0;
    }

    static boolean isTarget(char c) {
        return c < 256 && (KINDS[c] & TARGET) != 0;
    }

    /** The work space of this thread, of at least this size; what is in it does not outlive the call. */
    static byte[] scratch(int atLeast) {
        byte[] scratch = SCRATCH.get();
        if (scratch.length < atLeast) {
            scratch = new byte[Math.max(atLeast, 2 * scratch.length)];
            SCRATCH.set(scratch);
        }
        return scratch;
    }
}
