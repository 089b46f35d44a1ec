/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;

/** Bytes that have arrived and were not read, in one array. For one thread at a time. */
final class HeldBytes {

    private byte[] bytes = new byte[0];
    private int begin;
    private int end;

    /** What {@link #indexOf} has looked at from {@code begin} on, so that no byte is looked at for each arrival. */
    private int searched;

    int size() {
        return end - begin;
    }

    void add(DataBuffer buffer) {
        int more = buffer.readableByteCount();
        if (end + more > bytes.length) {
            byte[] larger = size() + more <= bytes.length / 2 ? bytes : new byte[grown(size() + more)];
            System.arraycopy(bytes, begin, larger, 0, size());
            end = size();
            begin = 0;
            bytes = larger;
        }
        buffer.read(bytes, end, more);
        end += more;
    }

    private int grown(int needed) {
        return (int) Math.min(Math.max(needed, 2L * bytes.length), Integer.MAX_VALUE - 8);
    }

    void putBack(byte[] before) {
        byte[] all = Arrays.copyOf(before, before.length + size());
        System.arraycopy(bytes, begin, all, before.length, size());
        bytes = all;
        begin = 0;
        end = all.length;
        searched = 0;
    }

    byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(bytes, begin, begin + count);
        skip(count);
        return taken;
    }

    private void skip(int count) {
        begin += count;
        searched = 0;
    }

    /** Where these bytes begin; negative when they are not there. Always asked for the same bytes until some are taken. */
    int indexOf(byte[] wanted) {
        int last = size() - wanted.length;
        for (int at = Math.min(searched, Math.max(last + 1, 0)); at <= last; at++) {
            int from = begin + at;
            if (Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        searched = Math.max(last + 1, 0);
        return -1;
    }

    /** So many code points; fewer when nothing more comes, and null when there are too few. */
    @Nullable
    String takeCharacters(int count, Charset charset, boolean ended) {
        if (size() < count && !ended) {
            return null; // a character takes a byte or more
        }
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer in = ByteBuffer.wrap(bytes, begin, size());
        StringBuilder text = new StringBuilder();
        int missing = count;
        int room = missing;
        while (missing > 0) {
            CharBuffer out = CharBuffer.allocate(room);
            CoderResult result = decoder.decode(in, out, ended);
            text.append(out.flip());
            missing = count - text.codePointCount(0, text.length());
            if (result.isUnderflow()) {
                break;
            }
            // One place is too few for a character of two.
            room = out.limit() == 0 ? 2 : Math.max(missing, 1);
        }
        if (text.isEmpty() || (missing > 0 && !ended)) {
            return null;
        }
        skip(in.position() - begin);
        return text.toString();
    }
}
