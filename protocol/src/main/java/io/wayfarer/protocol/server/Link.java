/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

/** A place in a ring, which can be left without a search. Not thread-safe. */
class Link {

    private Link next = this;
    private Link previous = this;

    /** The one that joined after this; this itself in a ring of one. */
    final Link next() {
        return next;
    }

    final void join(Link ring) {
        previous = ring.previous;
        next = ring;
        previous.next = this;
        ring.previous = this;
    }

    final void leave() {
        previous.next = next;
        next.previous = previous;
        next = this;
        previous = this;
    }
}
