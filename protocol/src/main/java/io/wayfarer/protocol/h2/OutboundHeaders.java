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
import io.wayfarer.protocol.section.FieldRules;

/** A header list on its way through Netty's codec to our compression. */
final class OutboundHeaders extends HeadersView {

    private final HeaderList list;

    private OutboundHeaders(HeaderList list) {
        this.list = list;
    }

    /** @throws IllegalArgumentException when a name or a value holds what no field may hold */
    static OutboundHeaders of(HeaderList list) {
        FieldRules.check(list);
        return new OutboundHeaders(list);
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
