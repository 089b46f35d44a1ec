/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.hpack;

import java.util.ArrayList;
import java.util.List;

import io.wayfarer.protocol.header.HeaderField;

/** The fields that one direction of a connection has learnt, the newest first (RFC 7541 section 2.3.2). */
final class DynamicTable {

    private static final long OVERHEAD = 32;

    private String[] text = new String[64];
    private int newest;
    private int count;
    private long size;
    private long maxSize;
    private long evictions;

    DynamicTable(long maxSize) {
        this.maxSize = maxSize;
    }

    int count() {
        return count;
    }

    long size() {
        return size;
    }

    long maxSize() {
        return maxSize;
    }

    long evictions() {
        return evictions;
    }

    static long sizeOf(String name, String value) {
        return name.length() + value.length() + OVERHEAD;
    }

    /** @param position from 0 for the newest */
    String name(int position) {
        return text[slot(position)];
    }

    String value(int position) {
        return text[slot(position) + 1];
    }

    private int slot(int position) {
        return (2 * (newest - position)) & (text.length - 1);
    }

    void maxSize(long octets) {
        maxSize = octets;
        evictDownTo(octets);
    }

    /** Puts a field in front; one that is larger than the table empties it (RFC 7541 section 4.4). */
    boolean add(String name, String value) {
        long octets = sizeOf(name, value);
        if (octets > maxSize) {
            evictDownTo(0);
            return false;
        }
        evictDownTo(maxSize - octets);
        if (2 * count == text.length) {
            grow();
        }
        newest++;
        text[slot(0)] = name;
        text[slot(0) + 1] = value;
        count++;
        size += octets;
        return true;
    }

    private void grow() {
        String[] larger = new String[2 * text.length];
        for (int position = 0; position < count; position++) {
            int slot = 2 * (count - 1 - position);
            larger[slot] = name(position);
            larger[slot + 1] = value(position);
        }
        text = larger;
        newest = count - 1;
    }

    @SuppressWarnings("NullAway") // an empty slot is never read
    private void evictDownTo(long octets) {
        while (size > octets) {
            int slot = slot(count - 1);
            size -= sizeOf(text[slot], text[slot + 1]);
            text[slot] = null;
            text[slot + 1] = null;
            count--;
            evictions++;
        }
    }

    List<HeaderField> fields() {
        List<HeaderField> fields = new ArrayList<>(count);
        for (int position = 0; position < count; position++) {
            fields.add(new HeaderField(name(position), value(position)));
        }
        return fields;
    }
}
