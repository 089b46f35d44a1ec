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
 * Compresses the sections of one direction of a connection (RFC 7541). Fields whose values seldom repeat, as
 * {@code :path} and {@code etag}, and those larger than three quarters of the table are sent without being remembered.
 * Sections have to reach the peer in the order in which they were compressed. Not thread-safe.
 */
public final class HpackEncoder {

    /** How a field is sent (RFC 7541 section 6.2). */
    public enum Indexing {
        /** Remembered on both sides. */
        INCREMENTAL,
        WITHOUT,
        /** Not remembered here or at any later hop, for secrets. */
        NEVER
    }

    private final EncoderIndex index = new EncoderIndex();
    private final DynamicTable table;
    private final long ownLimit;
    private final int huffmanFrom;
    private long smallestUpdate = -1;
    private boolean updated;

    /** With a table of 4096 octets, the Huffman code wherever it is shorter. */
    public HpackEncoder() {
        this(4096, 0);
    }

    /**
     * @param maxTableSize the most octets for the table, though the peer should allow more; until the peer says something
     *     else at most 4096 are used
     * @param huffmanFrom how long a string has to be for the Huffman code to be tried; it saves octets and costs time
     */
    public HpackEncoder(long maxTableSize, int huffmanFrom) {
        this.ownLimit = maxTableSize;
        this.huffmanFrom = huffmanFrom;
        this.table = new DynamicTable(Math.min(maxTableSize, 4096));
        if (maxTableSize < 4096) {
            smallestUpdate = maxTableSize;
            updated = true;
        }
    }

    /** Compresses one section. Characters above U+00FF lose their upper bits. */
    public void encode(HeaderList fields, ByteBuf out) {
        begin(out);
        for (int i = 0; i < fields.size(); i++) {
            field(fields.name(i), fields.value(i), fields.neverIndexed(i), out);
        }
    }

    /** Begins a section by the size update that may be due (RFC 7541 section 4.2), for those who send field by field. */
    public void begin(ByteBuf out) {
        if (updated) {
            if (smallestUpdate < table.maxSize()) {
                integer(0x20, 5, smallestUpdate, out);
            }
            integer(0x20, 5, table.maxSize(), out);
            updated = false;
            smallestUpdate = -1;
        }
    }

    /** Compresses one field by the rules of this class. */
    public void field(String name, String value, boolean neverIndexed, ByteBuf out) {
        if (neverIndexed) {
            field(name, value, Indexing.NEVER, out);
            return;
        }
        boolean worthwhile = DynamicTable.sizeOf(name, value) <= table.maxSize() * 3 / 4 && !seldomRepeats(name);
        field(name, value, worthwhile ? Indexing.INCREMENTAL : Indexing.WITHOUT, out);
    }

    private static boolean seldomRepeats(String name) {
        return switch (name) {
            case ":path",
                    "age",
                    "content-length",
                    "etag",
                    "if-modified-since",
                    "if-none-match",
                    "location",
                    "set-cookie" -> true;
            default -> false;
        };
    }

    /** Compresses one field in a given manner; one that a table has whole is sent by its index, except with NEVER. */
    public void field(String name, String value, Indexing indexing, ByteBuf out) {
        int nameIndex = StaticTable.indexOf(name);
        if (indexing != Indexing.NEVER) {
            int whole = nameIndex == 0 ? 0 : StaticTable.indexOf(nameIndex, name, value);
            if (whole == 0) {
                whole = index.indexOf(name, value);
            }
            if (whole != 0) {
                integer(0x80, 7, whole, out);
                return;
            }
        }
        if (nameIndex == 0) {
            nameIndex = index.indexOf(name);
        }
        switch (indexing) {
            case INCREMENTAL -> integer(0x40, 6, nameIndex, out);
            case WITHOUT -> integer(0, 4, nameIndex, out);
            case NEVER -> integer(0x10, 4, nameIndex, out);
        }
        if (nameIndex == 0) {
            string(name, out);
        }
        string(value, out);
        if (indexing == Indexing.INCREMENTAL) {
            long before = table.evictions();
            boolean added = table.add(name, value);
            index.evict(table.evictions() - before);
            if (added) {
                index.add(name, value);
            }
        }
    }

    private static void integer(int pattern, int prefixBits, long value, ByteBuf out) {
        int most = (1 << prefixBits) - 1;
        if (value < most) {
            out.writeByte((int) (pattern | value));
            return;
        }
        out.writeByte(pattern | most);
        long rest = value - most;
        while (rest > 0x7f) {
            out.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private void string(String text, ByteBuf out) {
        int length = text.length();
        if (length >= huffmanFrom) {
            int shorter = Huffman.encodedLength(text);
            if (shorter < length) {
                integer(0x80, 7, shorter, out);
                Huffman.encode(text, out);
                return;
            }
        }
        integer(0, 7, length, out);
        out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }

    /** Follows the peer's SETTINGS_HEADER_TABLE_SIZE; the next section tells it what is really used. */
    public void maxTableSize(long octets) {
        long used = Math.min(octets, ownLimit);
        if (used == table.maxSize()) {
            return;
        }
        long before = table.evictions();
        table.maxSize(used);
        index.evict(table.evictions() - before);
        smallestUpdate = updated ? Math.min(smallestUpdate, used) : used;
        updated = true;
    }

    /** How many octets the table may take. */
    public long maxTableSize() {
        return table.maxSize();
    }

    /** The index of a field by name and value in both tables, 0 when there is none (RFC 7541 section 2.3.3). */
    public int indexOf(String name, String value) {
        int first = StaticTable.indexOf(name);
        int whole = first == 0 ? 0 : StaticTable.indexOf(first, name, value);
        return whole != 0 ? whole : index.indexOf(name, value);
    }

    /** The index of a field of this name in both tables, 0 when there is none. */
    public int indexOf(String name) {
        int first = StaticTable.indexOf(name);
        return first != 0 ? first : index.indexOf(name);
    }

    /** The field of an index; null when there is none. */
    public @Nullable HeaderField field(int position) {
        if (position < 1 || position > StaticTable.SIZE + table.count()) {
            return null;
        }
        if (position <= StaticTable.SIZE) {
            return new HeaderField(StaticTable.name(position), StaticTable.value(position));
        }
        int dynamic = position - StaticTable.SIZE - 1;
        return new HeaderField(table.name(dynamic), table.value(dynamic));
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
