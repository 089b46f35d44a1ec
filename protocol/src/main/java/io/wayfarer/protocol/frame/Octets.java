/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Octets that do not change: the payload of a frame. */
public final class Octets {

    private static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Octets empty() {
        return EMPTY;
    }

    /** A copy. */
    public static Octets of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
    }

    /** A copy of what can be read; the buffer stays as it is. */
    public static Octets copyOf(ByteBuf buffer) {
        return buffer.isReadable() ? new Octets(ByteBufUtil.getBytes(buffer)) : EMPTY;
    }

    /** One octet a character; upper bits are lost. */
    public static Octets ofText(String text) {
        return text.isEmpty() ? EMPTY : new Octets(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** So many zeros, as padding ought to be. */
    public static Octets zeros(int length) {
        return length == 0 ? EMPTY : new Octets(new byte[length]);
    }

    public int length() {
        return bytes.length;
    }

    /** One octet, 0 to 255. */
    public int at(int index) {
        return bytes[index] & 0xff;
    }

    /** A copy. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** A buffer over these octets, which cannot be written. */
    public ByteBuf toByteBuf() {
        return Unpooled.wrappedBuffer(bytes).asReadOnly();
    }

    /** One character an octet. */
    public String toText() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    void writeTo(ByteBuf out) {
        out.writeBytes(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The length alone: payloads may be secrets. */
    @Override
    public String toString() {
        return bytes.length + " octets";
    }
}
