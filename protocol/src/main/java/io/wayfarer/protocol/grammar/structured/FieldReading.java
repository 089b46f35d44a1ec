/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Reads a field step by step as RFC 9651 section 4.2 does; null is the refusal. Each step begins where the one before it ended
 * and looks at each character once.
 */
final class FieldReading {

    private final BareItemReading text;

    private FieldReading(CharSequence text) {
        this.text = new BareItemReading(text);
    }

    static boolean isPrintable(int c) {
        return c >= ' ' && c < 0x7f;
    }

    /** What a step reads, if nothing but spaces stands around it. */
    static <T> Optional<T> whole(CharSequence fieldValue, Function<FieldReading, @Nullable T> step) {
        FieldReading reading = new FieldReading(fieldValue);
        reading.text.skipSpaces();
        T read = step.apply(reading);
        if (read == null) {
            return Optional.empty();
        }
        reading.text.skipSpaces();
        return reading.text.atEnd() ? Optional.of(read) : Optional.empty();
    }

    /** Section 4.2.1. */
    @Nullable
    MemberList list() {
        List<Member> members = new ArrayList<>();
        boolean more = !text.atEnd();
        while (more) {
            Member member = member();
            if (member == null) {
                return null;
            }
            members.add(member);
            if (text.atEndBehindSpaces()) {
                more = false;
            } else if (!nextMember()) {
                return null;
            }
        }
        return new MemberList(members);
    }

    /** Section 4.2.2. */
    @Nullable
    Dictionary dictionary() {
        Map<String, Member> members = new LinkedHashMap<>();
        boolean more = !text.atEnd();
        while (more) {
            String key = text.key();
            Member member = key == null ? null : text.skip('=') ? member() : item(BareItem.BooleanValue.TRUE);
            if (key == null || member == null) {
                return null;
            }
            members.put(key, member);
            if (text.atEndBehindSpaces()) {
                more = false;
            } else if (!nextMember()) {
                return null;
            }
        }
        return new Dictionary(members);
    }

    /** A comma, with something behind it. */
    private boolean nextMember() {
        return text.skip(',') && !text.atEndBehindSpaces();
    }

    private @Nullable Member member() {
        return text.at('(') ? innerList() : item();
    }

    /** Section 4.2.1.2. */
    private @Nullable InnerList innerList() {
        List<Item> items = new ArrayList<>();
        text.skip('(');
        text.skipSpaces();
        while (!text.skip(')')) {
            Item item = item();
            if (item == null || !(text.at(' ') || text.at(')'))) {
                return null;
            }
            items.add(item);
            text.skipSpaces();
        }
        Parameters parameters = parameters();
        return parameters == null ? null : new InnerList(items, parameters);
    }

    /** Section 4.2.3. */
    @Nullable
    Item item() {
        BareItem value = text.bareItem();
        return value == null ? null : item(value);
    }

    private @Nullable Item item(BareItem value) {
        Parameters parameters = parameters();
        return parameters == null ? null : new Item(value, parameters);
    }

    /** Section 4.2.3.2. */
    private @Nullable Parameters parameters() {
        if (!text.at(';')) {
            return Parameters.none();
        }
        Map<String, BareItem> values = new LinkedHashMap<>();
        while (text.skip(';')) {
            text.skipSpaces();
            String key = text.key();
            BareItem value = key == null ? null : text.skip('=') ? text.bareItem() : BareItem.BooleanValue.TRUE;
            if (key == null || value == null) {
                return null;
            }
            values.put(key, value);
        }
        return new Parameters(values);
    }
}
