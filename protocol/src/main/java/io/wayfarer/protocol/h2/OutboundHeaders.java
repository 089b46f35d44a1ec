/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.header.HeaderList;

/** A header list on its way through Netty's codec to our compression. */
final class OutboundHeaders extends HeadersView {

    private final HeaderList list;

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

    HeaderList list() {
        return list;
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
        return Collections.emptyIterator();
    }
}
