/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import org.jspecify.annotations.Nullable;

/** The place of a domain among the domains, so that those below it can be found. Guarded by the jar's lock. */
final class DomainNode {

    private final String domain;
    private final int hash;

    /** Where its cookies are now. */
    private Shelf shelf;

    final @Nullable DomainNode parent;
    private @Nullable DomainNode firstChild;
    private @Nullable DomainNode next;
    private @Nullable DomainNode previous;

    DomainNode(String domain, int hash, @Nullable DomainNode parent) {
        this.domain = domain;
        this.hash = hash;
        this.parent = parent;
        this.shelf = Shelf.empty(this);
        if (parent != null) {
            next = parent.firstChild;
            if (next != null) {
                next.previous = this;
            }
            parent.firstChild = this;
        }
    }

    String domain() {
        return domain;
    }

    int hash() {
        return hash;
    }

    Shelf shelf() {
        return shelf;
    }

    void shelf(Shelf newShelf) {
        this.shelf = newShelf;
    }

    @Nullable
    DomainNode firstChild() {
        return firstChild;
    }

    @Nullable
    DomainNode nextSibling() {
        return next;
    }

    /** Nothing at this domain nor below. */
    boolean empty() {
        return shelf.size() == 0 && firstChild == null;
    }

    /** Takes this node out of its parent's children. */
    void unlink() {
        if (next != null) {
            next.previous = previous;
        }
        if (previous != null) {
            previous.next = next;
        } else if (parent != null) {
            parent.firstChild = next;
        }
    }
}
