/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * The octets of a head as it is put into words. Nothing passes that could break a message apart: names and methods are
 * tokens, targets visible US-ASCII, and values hold no control character but the tab.
 */
final class HeadText {

    private byte[] out = Octets.scratch(0);
    private int at;

    void begin() {
        out = Octets.scratch(0);
        at = 0;
    }

    /**
     * What was written, behind it the empty line, in a buffer of its own.
     *
     * @param room how many octets the buffer has to take besides
     */
    ByteBuf finish(ByteBufAllocator alloc, int room) {
        endLine();
        ByteBuf buffer = alloc.ioBuffer(at + room);
        buffer.writeBytes(out, 0, at);
        return buffer;
    }

    /** A method, with the space behind it. */
    void method(String method) {
        token(method, "a method that is no token (RFC 9110 section 9.1)");
        reserve(1);
        out[at++] = ' ';
    }

    void target(String target) {
        int length = target.length();
        reserve(length);
        byte[] to = out;
        int where = at;
        for (int i = 0; i < length; i++) {
            char c = target.charAt(i);
            if (!Octets.isTarget(c)) {
                throw new IllegalArgumentException(
                        "a character that no request target may hold (RFC 9112 section 3.2)");
            }
            to[where++] = (byte) c;
        }
        if (length == 0) {
            throw new IllegalArgumentException("an empty request target (RFC 9112 section 3.2)");
        }
        at = where;
    }

    private void token(String token, String wrong) {
        int length = token.length();
        reserve(length);
        byte[] to = out;
        int where = at;
        for (int i = 0; i < length; i++) {
            char c = token.charAt(i);
            if (!Octets.isToken(c)) {
                throw new IllegalArgumentException(wrong);
            }
            to[where++] = (byte) c;
        }
        if (length == 0) {
            throw new IllegalArgumentException(wrong);
        }
        at = where;
    }

    private void value(String name, String value) {
        int length = value.length();
        reserve(length);
        byte[] to = out;
        int where = at;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (!Octets.isValue(c)) {
                throw new IllegalArgumentException(
                        "a character in the value of " + name + " that no field may hold (RFC 9110 section 5.5)");
            }
            to[where++] = (byte) c;
        }
        at = where;
    }

    /** A whole line. */
    void field(String name, String value) {
        token(name, "a field name that is no token (RFC 9110 section 5.1)");
        octets(':', ' ');
        value(name, value);
        endLine();
    }

    /** A number, 0 or more, and the end of its line. */
    void lastNumber(long number) {
        if (number < 10) {
            octets('0' + (int) number, '\r');
            out[at++] = '\n';
            return;
        }
        digits(Long.toString(number));
        endLine();
    }

    private void digits(String digits) {
        reserve(digits.length());
        for (int i = 0; i < digits.length(); i++) {
            out[at++] = (byte) digits.charAt(i);
        }
    }

    private void endLine() {
        octets('\r', '\n');
    }

    /** Changes an octet that was written; the last one is at 1. */
    void change(int fromEnd, char octet) {
        out[at - fromEnd] = (byte) octet;
    }

    void octets(byte[] octets) {
        reserve(octets.length);
        System.arraycopy(octets, 0, out, at, octets.length);
        at += octets.length;
    }

    /** Two octets, and room for one more. */
    private void octets(int first, int second) {
        reserve(3);
        out[at++] = (byte) first;
        out[at++] = (byte) second;
    }

    private void reserve(int octets) {
        if (out.length - at < octets) {
            byte[] larger = Octets.scratch(at + octets);
            System.arraycopy(out, 0, larger, 0, at);
            out = larger;
        }
    }
}
