/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

/** A cookie's entry in the heaps of the jar. Guarded by the jar's lock. */
final class StoredCookie {

    private final DomainNode node;

    /** Creation times of one millisecond are told apart by the order of arrival. */
    private final long order;

    int accessIndex = -1;
    int expiryIndex = -1;

    StoredCookie(DomainNode node, long order) {
        this.node = node;
        this.order = order;
    }

    DomainNode node() {
        return node;
    }

    long order() {
        return order;
    }

    Cookie cookie() {
        Shelf shelf = node.shelf();
        return shelf.cookie(shelf.indexOf(this));
    }

    long expiry() {
        Shelf shelf = node.shelf();
        return shelf.expiry(shelf.indexOf(this));
    }

    long lastAccess() {
        Shelf shelf = node.shelf();
        return shelf.lastAccess(shelf.indexOf(this));
    }
}
