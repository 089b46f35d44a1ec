/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

/** The streams that this side has reset last: what the peer had sent before it knew is to be ignored (RFC 9113 section 5.1). */
final class ResetStreams {

    private final int[] last = new int[128];
    private int next;

    void add(int streamId) {
        last[next] = streamId;
        next = (next + 1) % last.length;
    }

    boolean contains(int streamId) {
        for (int id : last) {
            if (id == streamId) {
                return true;
            }
        }
        return false;
    }
}
