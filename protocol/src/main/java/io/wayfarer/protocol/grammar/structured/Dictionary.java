/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A field that is a dictionary: members by their keys, in order (RFC 9651 section 3.2). Immutable.
 *
 * @param members by key, in their order; a dictionary of none is not sent at all
 */
public record Dictionary(Map<String, Member> members) {

    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException when a name is no key
     */
    public Dictionary {
        members = Key.checked("members", members);
    }

    /**
     * Reads a field that is a dictionary (section 4.2); nothing at all is a dictionary without members. Of members with the
     * same key the last one counts, in the place of the first.
     *
     * @return empty when the grammar is broken anywhere
     */
    public static Optional<Dictionary> parse(CharSequence fieldValue) {
        return FieldReading.whole(fieldValue, FieldReading::dictionary);
    }

    /** The member of a key; the case counts. */
    public Optional<Member> member(String key) {
        return Optional.ofNullable(members.get(key));
    }

    /** A copy with one more member, or with another one in its place. */
    public Dictionary with(String key, Member member) {
        Map<String, Member> more = new LinkedHashMap<>(members);
        more.put(key, member);
        return new Dictionary(more);
    }

    /** The field value. A member that is true shows its key alone. */
    @Override
    public String toString() {
        return members.entrySet().stream()
                .map(member -> member.getKey() + behindKey(member.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String behindKey(Member member) {
        boolean plain = member instanceof Item item && item.value().equals(BareItem.BooleanValue.TRUE);
        return plain ? member.parameters().toString() : "=" + member;
    }
}
