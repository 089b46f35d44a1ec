/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.hpack;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.header.HeaderField;
import io.wayfarer.protocol.header.HeaderList;

/**
 * Decompresses the sections of one direction of a connection, in the order in which they came (RFC 7541). Linear in time
 * and bounded in memory whatever it is given. Not thread-safe.
 */
public final class HpackDecoder {

    private static final int MAX_INTEGER = 1 << 28;

    private final DynamicTable table;
    private long maxTableSize;
    private boolean updateRequired;
    private long maxFieldBytes;
    private byte[] block = new byte[512];
    private byte[] text = new byte[1024];
    private int at;
    private int end;
    private @Nullable String broken;
    private long decodedBytes;

    /**
     * @param maxTableSize octets, as SETTINGS_HEADER_TABLE_SIZE says to the peer; 4096 before that
     * @param maxFieldBytes the largest section, counted as in RFC 9113 section 6.5.2
     */
    public HpackDecoder(long maxTableSize, long maxFieldBytes) {
        this.table = new DynamicTable(maxTableSize);
        this.maxTableSize = maxTableSize;
        this.maxFieldBytes = maxFieldBytes;
    }

    /** A whole section, the fragments of its frames joined; the reader index moves to the end. */
    public HpackResult decode(ByteBuf section) {
        HeaderList.Builder fields = HeaderList.builder();
        HpackResult.Refused refused = decode(section, (name, value, neverIndexed) -> {
            if (neverIndexed) {
                fields.addNeverIndexed(name, value);
            } else {
                fields.add(name, value);
            }
        });
        return refused == null ? new HpackResult.Fields(fields.build()) : refused;
    }

    /** As {@link #decode(ByteBuf)}, field by field; what was given to the sink counts only when this returns null. */
    public HpackResult.@Nullable Refused decode(ByteBuf section, FieldSink sink) {
        if (broken != null) {
            section.skipBytes(section.readableBytes());
            return new HpackResult.Refused(false, broken);
        }
        end = section.readableBytes();
        if (end > block.length) {
            block = new byte[Math.max(end, Math.min(2 * block.length, 1 << 16))];
        }
        section.readBytes(block, 0, end);
        at = 0;
        decodedBytes = 0;
        String rule = decodeUpdates();
        if (rule == null && updateRequired && at < end) {
            rule = "the table was made smaller, and no size update came (RFC 7541 section 4.2)";
        }
        while (rule == null && at < end) {
            rule = decodeField(sink);
        }
        if (rule != null) {
            broken = rule;
            return new HpackResult.Refused(false, rule);
        }
        return decodedBytes <= maxFieldBytes
                ? null
                : new HpackResult.Refused(true, "a section larger than allowed (RFC 9113 section 10.5.1)");
    }

    private @Nullable String decodeUpdates() {
        while (at < end && (block[at] & 0xe0) == 0x20) {
            int size = integer(5);
            if (size < 0 || size > maxTableSize) {
                return "a size update beyond the limit (RFC 7541 section 6.3)";
            }
            table.maxSize(size);
            updateRequired = false;
        }
        return null;
    }

    private @Nullable String decodeField(FieldSink sink) {
        int first = block[at];
        if (first < 0) {
            int index = integer(7);
            return valid(index) ? emit(sink, name(index), value(index), false) : badIndex();
        }
        boolean indexed = (first & 0x40) != 0;
        if (!indexed && (first & 0x20) != 0) {
            return "a size update behind a field (RFC 7541 section 4.2)";
        }
        int index = integer(indexed ? 6 : 4);
        if (index != 0 && !valid(index)) {
            return badIndex();
        }
        String name = index == 0 ? string() : name(index);
        String value = name == null ? null : string();
        if (name == null || value == null) {
            return "a broken string (RFC 7541 section 5.2)";
        }
        if (indexed) {
            table.add(name, value);
        }
        return emit(sink, name, value, !indexed && (first & 0x10) != 0);
    }

    private @Nullable String emit(FieldSink sink, String name, String value, boolean neverIndexed) {
        decodedBytes += DynamicTable.sizeOf(name, value);
        if (decodedBytes <= maxFieldBytes) {
            sink.field(name, value, neverIndexed);
        }
        return null;
    }

    private static String badIndex() {
        return "an index beyond the tables (RFC 7541 section 2.3.3)";
    }

    private boolean valid(int index) {
        return index > 0 && index <= StaticTable.SIZE + table.count();
    }

    private String name(int index) {
        return index <= StaticTable.SIZE ? StaticTable.name(index) : table.name(index - StaticTable.SIZE - 1);
    }

    private String value(int index) {
        return index <= StaticTable.SIZE ? StaticTable.value(index) : table.value(index - StaticTable.SIZE - 1);
    }

    /** An integer (RFC 7541 section 5.1); -1 when it is cut off or too large. */
    private int integer(int prefixBits) {
        int mask = (1 << prefixBits) - 1;
        int value = block[at++] & mask;
        if (value < mask) {
            return value;
        }
        for (int shift = 0; at < end && shift <= 28; shift += 7) {
            int next = block[at++];
            long sum = value + ((long) (next & 0x7f) << shift);
            if (sum > MAX_INTEGER) {
                return -1;
            }
            value = (int) sum;
            if (next >= 0) {
                return value;
            }
        }
        return -1;
    }

    private @Nullable String string() {
        if (at >= end) {
            return null;
        }
        boolean huffman = block[at] < 0;
        int length = integer(7);
        if (length < 0 || length > end - at) {
            return null;
        }
        int from = at;
        at += length;
        if (!huffman) {
            return new String(block, from, length, StandardCharsets.ISO_8859_1);
        }
        int most = length * 8 / 5 + 1;
        if (most > text.length) {
            text = new byte[most];
        }
        int octets = Huffman.decode(block, from, length, text);
        return octets < 0 ? null : new String(text, 0, octets, StandardCharsets.ISO_8859_1);
    }

    /**
     * Changes the limit of the table, when the peer has acknowledged it. If it is smaller than what the peer uses, its
     * next section has to begin with a size update.
     */
    public void maxTableSize(long octets) {
        if (octets < table.maxSize()) {
            updateRequired = true;
            table.maxSize(octets);
        }
        maxTableSize = octets;
    }

    /** The limit of the table. */
    public long maxTableSize() {
        return maxTableSize;
    }

    /** Changes the largest section. */
    public void maxFieldBytes(long octets) {
        maxFieldBytes = octets;
    }

    public long maxFieldBytes() {
        return maxFieldBytes;
    }

    /** The table now, the newest field first; the first has index 62. A copy. */
    public List<HeaderField> table() {
        return table.fields();
    }

    /** How many octets the table takes (RFC 7541 section 4.1). */
    public long tableSize() {
        return table.size();
    }

    /** How many fields have left the table so far. */
    public long evictions() {
        return table.evictions();
    }
}
