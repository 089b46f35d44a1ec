/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A field that is a list (RFC 9651 section 3.1). Immutable.
 *
 * @param members in their order; a list of none is not sent at all
 */
public record MemberList(List<Member> members) {

    /** Copies the list. */
    public MemberList {
        members = List.copyOf(members);
    }

    public static MemberList of(Member... members) {
        return new MemberList(List.of(members));
    }

    /**
     * Reads a field that is a list (section 4.2); nothing at all is a list without members.
     *
     * @return empty when the grammar is broken anywhere: an empty element breaks it, unlike in other lists
     */
    public static Optional<MemberList> parse(CharSequence fieldValue) {
        return FieldReading.whole(fieldValue, FieldReading::list);
    }

    /** The field value. */
    @Override
    public String toString() {
        return members.stream().map(Member::toString).collect(Collectors.joining(", "));
    }
}
