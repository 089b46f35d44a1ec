/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.section.FieldSection;

/** A section of fields on its way from our decompression through Netty's codec. */
final class InboundHeaders extends HeadersView {

    private final FieldSection section;

    InboundHeaders(FieldSection section) {
        this.section = section;
    }

    FieldSection section() {
        return section;
    }

    @Override
    public int size() {
        return section.size();
    }

    @Override
    public @Nullable CharSequence status() {
        return section.status();
    }

    @Override
    public @Nullable CharSequence method() {
        return section.method();
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iterator() {
        return Collections.emptyIterator();
    }
}
