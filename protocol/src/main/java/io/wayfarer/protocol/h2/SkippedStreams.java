/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

/** The last ranges of stream numbers that the peer passed over, and so closed (RFC 9113 section 5.1.1). */
final class SkippedStreams {

    private static final int RANGES = 32;

    private final int[] bounds = new int[2 * RANGES];
    private int next;

    /** Notes what lies between the highest stream so far and a new one. */
    void between(int highest, int opened) {
        int first = highest == 0 ? (opened & 1) == 1 ? 1 : 2 : highest + 2;
        if (first < opened) {
            bounds[next] = first;
            bounds[next + 1] = opened - 2;
            next = (next + 2) % bounds.length;
        }
    }

    boolean contains(int streamId) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (streamId >= bounds[i] && streamId <= bounds[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
