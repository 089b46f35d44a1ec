/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.header.HeaderList;

/**
 * A header list as Netty's compression takes it: one object that is headers, iterator and entry. Names go out in lower
 * case, and fields that belong to a connection of HTTP/1 stay behind, so that one list serves every version.
 */
@SuppressWarnings("IterableAndIterator") // iterated at once and once at a time, by the compression alone
final class OutboundHeaders extends HeadersView
        implements Iterator<Map.Entry<CharSequence, CharSequence>>, Map.Entry<CharSequence, CharSequence> {

    private final HeaderList list;
    private int next;
    private int current = -1;
    private String name = "";

    private OutboundHeaders(HeaderList list) {
        this.list = list;
    }

    /** @throws IllegalArgumentException when a name or a value holds what no field may hold */
    static OutboundHeaders of(HeaderList list) {
        boolean regular = false;
        for (int i = 0; i < list.size(); i++) {
            String name = list.name(i);
            boolean pseudo = !name.isEmpty() && name.charAt(0) == ':';
            if (!FieldRules.validName(name) && !FieldRules.validName(FieldRules.lower(name))) {
                throw new IllegalArgumentException("field " + i + " has a name with characters that none may have");
            }
            if (!FieldRules.validValue(list.value(i))) {
                throw new IllegalArgumentException(
                        "field " + name + " has a value with characters that none may have (expected: no CR, LF, NUL,"
                                + " no white space at its ends, one octet a character)");
            }
            if (pseudo && regular) {
                throw new IllegalArgumentException("field " + name + " stands behind other fields (expected: before)");
            }
            regular = !pseudo;
        }
        return new OutboundHeaders(list);
    }

    /** What the size counts as for the peer's limit (RFC 9113 section 6.5.2). */
    static long sizeOf(HeaderList list) {
        long octets = 0;
        for (int i = 0; i < list.size(); i++) {
            octets += list.name(i).length() + list.value(i).length() + 32;
        }
        return octets;
    }

    /** Whether the field just given to the compression may enter no table. */
    boolean neverIndexed() {
        return list.neverIndexed(current);
    }

    @Override
    public int size() {
        return list.size();
    }

    @Override
    public @Nullable CharSequence status() {
        return list.first(HeaderList.STATUS);
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iterator() {
        next = 0;
        skip();
        return this;
    }

    private void skip() {
        while (next < list.size()
                && FieldRules.connectionSpecific(FieldRules.lower(list.name(next)), list.value(next))) {
            next++;
        }
    }

    @Override
    public boolean hasNext() {
        return next < list.size();
    }

    @Override
    public Map.Entry<CharSequence, CharSequence> next() {
        if (next >= list.size()) {
            throw new NoSuchElementException();
        }
        current = next++;
        name = FieldRules.lower(list.name(current));
        skip();
        return this;
    }

    @Override
    public CharSequence getKey() {
        return name;
    }

    @Override
    public CharSequence getValue() {
        return list.value(current);
    }

    @Override
    public CharSequence setValue(CharSequence value) {
        throw new UnsupportedOperationException();
    }
}
