/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.hpack;

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

/** Finds fields of the encoder's table, without making an object for a search. */
final class EncoderIndex {

    private static final int BUCKETS = 128;

    private final @Nullable Entry[] fields = new @Nullable Entry[BUCKETS];
    private final @Nullable Entry[] names = new @Nullable Entry[BUCKETS];
    private final ArrayDeque<Entry> oldestFirst = new ArrayDeque<>();
    private long added;

    /** The index of the newest such field, 0 when there is none. */
    int indexOf(String name, String value) {
        for (Entry entry = fields[bucket(fieldHash(name, value))]; entry != null; entry = entry.nextField) {
            if (entry.value.equals(value) && entry.name.equals(name)) {
                return index(entry);
            }
        }
        return 0;
    }

    int indexOf(String name) {
        for (Entry entry = names[bucket(name.hashCode())]; entry != null; entry = entry.nextName) {
            if (entry.name.equals(name)) {
                return index(entry);
            }
        }
        return 0;
    }

    private int index(Entry entry) {
        return StaticTable.SIZE + (int) (added - entry.number) + 1;
    }

    void add(String name, String value) {
        int field = bucket(fieldHash(name, value));
        int byName = bucket(name.hashCode());
        Entry entry = new Entry(name, value, ++added, fields[field], names[byName]);
        fields[field] = entry;
        names[byName] = entry;
        oldestFirst.add(entry);
    }

    void evict(long count) {
        for (long i = 0; i < count; i++) {
            Entry oldest = oldestFirst.remove();
            int field = bucket(fieldHash(oldest.name, oldest.value));
            int byName = bucket(oldest.name.hashCode());
            // Newer ones stand in front, so the oldest is the last of its chains.
            Entry chain = fields[field];
            if (chain == oldest) {
                fields[field] = oldest.nextField;
            } else {
                for (; chain != null; chain = chain.nextField) {
                    if (chain.nextField == oldest) {
                        chain.nextField = oldest.nextField;
                    }
                }
            }
            chain = names[byName];
            if (chain == oldest) {
                names[byName] = oldest.nextName;
            } else {
                for (; chain != null; chain = chain.nextName) {
                    if (chain.nextName == oldest) {
                        chain.nextName = oldest.nextName;
                    }
                }
            }
        }
    }

    private static int fieldHash(String name, String value) {
        return 31 * name.hashCode() + value.hashCode();
    }

    private static int bucket(int hash) {
        return (hash ^ (hash >>> 7) ^ (hash >>> 15)) & (BUCKETS - 1);
    }

    private static final class Entry {

        private final String name;
        private final String value;
        private final long number;
        private @Nullable Entry nextField;
        private @Nullable Entry nextName;

        Entry(String name, String value, long number, @Nullable Entry nextField, @Nullable Entry nextName) {
            this.name = name;
            this.value = value;
            this.number = number;
            this.nextField = nextField;
            this.nextName = nextName;
        }
    }
}
