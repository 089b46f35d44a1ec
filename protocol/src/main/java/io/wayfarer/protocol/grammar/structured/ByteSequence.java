/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/** Octets of any kind, which travel in base64 (RFC 9651 section 3.3.5). Immutable. */
public final class ByteSequence implements BareItem {

    private final byte[] octets;

    private ByteSequence(byte[] octets) {
        this.octets = octets;
    }

    /** Copies the octets. */
    public static ByteSequence of(byte... octets) {
        return new ByteSequence(octets.clone());
    }

    /** A copy of the octets. */
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ByteSequence sequence && Arrays.equals(octets, sequence.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** As it stands in a field value. */
    @Override
    public String toString() {
        return ":" + Base64.getEncoder().encodeToString(octets) + ":";
    }
}
