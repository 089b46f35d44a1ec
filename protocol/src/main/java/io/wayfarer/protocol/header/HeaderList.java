/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.header;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The fields of one header or trailer section in the order in which they travel; names may repeat. Request line and
 * status line are pseudo-header fields here, in every version of HTTP: {@code :method}, {@code :scheme},
 * {@code :authority}, {@code :path}, and {@code :status} (RFC 9113 section 8.3).
 *
 * <p>Immutable. Names are found without regard to ASCII case and kept as they were given. What may stand in a name or a
 * value is checked where a list is sent, so that a test can build what is forbidden.
 *
 * <pre>{@code
 * HeaderList request = HeaderList.builder()
 *         .add(HeaderList.METHOD, "GET")
 *         .add(HeaderList.SCHEME, "https")
 *         .add(HeaderList.AUTHORITY, "shop.example")
 *         .add(HeaderList.PATH, "/")
 *         .addNeverIndexed("authorization", credentials)
 *         .build();
 * }</pre>
 */
public final class HeaderList implements Iterable<HeaderField> {

    public static final String METHOD = ":method";
    public static final String SCHEME = ":scheme";
    public static final String AUTHORITY = ":authority";
    public static final String PATH = ":path";
    public static final String STATUS = ":status";
    public static final String PROTOCOL = ":protocol";

    private static final HeaderList EMPTY = new HeaderList(new String[0], 0, null);

    /** Name, value, name, value; perhaps longer than needed. */
    private final String[] text;

    private final int size;
    private final @Nullable BitSet neverIndexed;

    private HeaderList(String[] text, int size, @Nullable BitSet neverIndexed) {
        this.text = text;
        this.size = size;
        this.neverIndexed = neverIndexed;
    }

    public static HeaderList empty() {
        return EMPTY;
    }

    /** With the fields given as name, value, name, value. */
    public static HeaderList of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("namesAndValues: " + namesAndValues.length + " (expected: pairs)");
        }
        Builder builder = builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    public static Builder builder() {
        return builder(16);
    }

    /**
     * A builder for so many fields, more or less: with exactly as many, the list is made without a copy.
     *
     * @param fields at least 1
     */
    public static Builder builder(int fields) {
        return new Builder(fields);
    }

    /** How many fields there are. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * The name of a field, without making an object.
     *
     * @param index from 0
     */
    public String name(int index) {
        return text[2 * Objects.checkIndex(index, size)];
    }

    /** The value of a field, without making an object. */
    public String value(int index) {
        return text[2 * Objects.checkIndex(index, size) + 1];
    }

    /** Whether a field may enter no table of a compression (RFC 7541 section 7.1.3). */
    public boolean neverIndexed(int index) {
        Objects.checkIndex(index, size);
        return neverIndexed != null && neverIndexed.get(index);
    }

    public HeaderField field(int index) {
        return new HeaderField(name(index), value(index), neverIndexed(index));
    }

    /** The index of the first field of this name at or behind {@code from}; -1 when there is none. */
    public int indexOf(String name, int from) {
        for (int i = from; i < size; i++) {
            if (text[2 * i].equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    public boolean contains(String name) {
        return indexOf(name, 0) >= 0;
    }

    /** The first value of this name. */
    public @Nullable String first(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? null : text[2 * index + 1];
    }

    /** All values of this name, in order; a copy. */
    public List<String> all(String name) {
        int first = indexOf(name, 0);
        if (first < 0) {
            return List.of();
        }
        List<String> values = new ArrayList<>(2);
        for (int i = first; i >= 0; i = indexOf(name, i + 1)) {
            values.add(text[2 * i + 1]);
        }
        return values;
    }

    /** The values of this name as the one list that they are (RFC 9110 section 5.3), or null when there is none. */
    public @Nullable String combined(String name) {
        int index = indexOf(name, 0);
        if (index < 0) {
            return null;
        }
        return indexOf(name, index + 1) < 0 ? text[2 * index + 1] : String.join(", ", all(name));
    }

    /** The status of an answer; -1 where there is none of three digits. */
    public int status() {
        String value = first(STATUS);
        if (value == null || value.length() != 3) {
            return -1;
        }
        int status = 0;
        for (int i = 0; i < 3; i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            status = status * 10 + digit;
        }
        return status;
    }

    /** Whether this is the head of an interim answer, which another head follows (RFC 9110 section 15.2). */
    public boolean informational() {
        int status = status();
        return status >= 100 && status < 200 && status != 101;
    }

    @Override
    public Iterator<HeaderField> iterator() {
        return new Iterator<>() {

            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public HeaderField next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return field(next++);
            }
        };
    }

    /** A builder that begins with these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder(size + 4);
        System.arraycopy(text, 0, builder.text, 0, 2 * size);
        builder.size = size;
        builder.neverIndexed = neverIndexed == null ? null : (BitSet) neverIndexed.clone();
        return builder;
    }

    /** In the same order, the same names without regard to case, the same values, the same marks. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof HeaderList list) || list.size != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!text[2 * i].equalsIgnoreCase(list.text[2 * i])
                    || !text[2 * i + 1].equals(list.text[2 * i + 1])
                    || neverIndexed(i) != list.neverIndexed(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = size;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + text[2 * i + 1].hashCode();
        }
        return hash;
    }

    /** The names alone: values may be secrets. */
    @Override
    public String toString() {
        StringBuilder names = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            names.append(i == 0 ? "" : ", ").append(text[2 * i]);
        }
        return names.append(']').toString();
    }

    static boolean isPseudo(String name) {
        return !name.isEmpty() && name.charAt(0) == ':';
    }

    /** Collects fields. Not thread-safe; usable again after {@link #build()}. */
    public static final class Builder {

        private String[] text;

        /** A list that was built has it too. It is full then, and to add a field makes another one anyway. */
        private boolean shared;

        private int size;
        private @Nullable BitSet neverIndexed;

        private Builder(int capacity) {
            this.text = new String[2 * capacity];
        }

        /** How many fields there are by now. */
        public int size() {
            return size;
        }

        /** Puts a field behind the others. */
        public Builder add(String name, String value) {
            if (2 * size == text.length) {
                text = Arrays.copyOf(text, 4 * Math.max(1, size));
                shared = false;
            }
            text[2 * size] = Objects.requireNonNull(name);
            text[2 * size + 1] = Objects.requireNonNull(value);
            size++;
            return this;
        }

        /** Puts a field behind the others that no compression may remember (RFC 7541 section 7.1.3). */
        public Builder addNeverIndexed(String name, String value) {
            add(name, value);
            mark(size - 1, true);
            return this;
        }

        /** Puts a field of another list behind the others, with its mark. */
        public Builder add(HeaderList other, int index) {
            add(other.name(index), other.value(index));
            mark(size - 1, other.neverIndexed(index));
            return this;
        }

        public Builder addAll(Iterable<HeaderField> fields) {
            for (HeaderField field : fields) {
                add(field.name(), field.value());
                mark(size - 1, field.neverIndexed());
            }
            return this;
        }

        /**
         * Gives a name one value: in the place of its first field, the others go; behind all fields where there was none.
         */
        public Builder set(String name, String value) {
            return set(name, value, false);
        }

        /** As {@link #set(String, String)}, with a mark for what no compression may remember (RFC 7541 section 7.1.3). */
        public Builder set(String name, String value, boolean never) {
            int index = indexOf(name);
            if (index < 0) {
                return never ? addNeverIndexed(name, value) : add(name, value);
            }
            replace(index, value, never);
            return removeBehind(name, index + 1);
        }

        /** Replaces the value of one field, which keeps its name. */
        public Builder replace(int index, String value, boolean never) {
            Objects.checkIndex(index, size);
            unshare();
            text[2 * index + 1] = Objects.requireNonNull(value);
            mark(index, never);
            return this;
        }

        /** Takes away all fields of a name. */
        public Builder remove(String name) {
            return removeBehind(name, 0);
        }

        /** Takes away all fields, so that the builder may begin the next list. */
        public Builder clear() {
            unshare();
            Arrays.fill(text, 0, 2 * size, null);
            size = 0;
            neverIndexed = null;
            return this;
        }

        /** Brings pseudo-header fields to the front and the others into the order of their names; stable. */
        public Builder sort() {
            List<HeaderField> fields = new ArrayList<>(size);
            build().forEach(fields::add);
            fields.sort((a, b) ->
                    a.pseudo() != b.pseudo() ? (a.pseudo() ? -1 : 1) : a.name().compareToIgnoreCase(b.name()));
            unshare();
            size = 0;
            neverIndexed = null;
            return addAll(fields);
        }

        public HeaderList build() {
            shared = 2 * size == text.length;
            return new HeaderList(
                    shared ? text : Arrays.copyOf(text, 2 * size),
                    size,
                    neverIndexed == null || neverIndexed.isEmpty() ? null : (BitSet) neverIndexed.clone());
        }

        private int indexOf(String name) {
            for (int i = 0; i < size; i++) {
                if (text[2 * i].equalsIgnoreCase(name)) {
                    return i;
                }
            }
            return -1;
        }

        private void unshare() {
            if (shared) {
                text = text.clone();
                shared = false;
            }
        }

        private Builder removeBehind(String name, int from) {
            unshare();
            int kept = from;
            for (int i = from; i < size; i++) {
                if (!text[2 * i].equalsIgnoreCase(name)) {
                    boolean never = neverIndexed != null && neverIndexed.get(i);
                    text[2 * kept] = text[2 * i];
                    text[2 * kept + 1] = text[2 * i + 1];
                    mark(kept, never);
                    kept++;
                }
            }
            if (neverIndexed != null) {
                neverIndexed.clear(kept, Math.max(kept, size));
            }
            size = kept;
            return this;
        }

        private void mark(int index, boolean never) {
            if (neverIndexed == null) {
                if (!never) {
                    return;
                }
                neverIndexed = new BitSet();
            }
            neverIndexed.set(index, never);
        }
    }
}
