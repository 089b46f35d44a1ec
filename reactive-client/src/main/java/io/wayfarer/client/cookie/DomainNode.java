/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The cookies of one domain, and its place among the domains. Readers see {@link #cookies} only, which is replaced as a
 * whole; the rest is guarded by the jar's lock.
 */
final class DomainNode {

    private static final StoredCookie[] NONE = {};

    private final String domain;
    private final int hash;

    /** Sorted as they are sent. */
    private volatile StoredCookie[] cookies = NONE;

    final @Nullable DomainNode parent;
    private @Nullable DomainNode firstChild;
    private @Nullable DomainNode next;
    private @Nullable DomainNode previous;

    DomainNode(String domain, int hash, @Nullable DomainNode parent) {
        this.domain = domain;
        this.hash = hash;
        this.parent = parent;
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

    /** Not to be changed. */
    StoredCookie[] cookies() {
        return cookies;
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
        return cookies.length == 0 && firstChild == null;
    }

    void add(StoredCookie cookie) {
        StoredCookie[] old = cookies;
        int index = old.length;
        while (index > 0 && cookie.goesBefore(old[index - 1])) {
            index--;
        }
        StoredCookie[] copy = Arrays.copyOf(old, old.length + 1);
        System.arraycopy(old, index, copy, index + 1, old.length - index);
        copy[index] = cookie;
        cookies = copy;
    }

    void remove(StoredCookie cookie) {
        StoredCookie[] old = cookies;
        if (old.length == 1) {
            cookies = NONE;
            return;
        }
        StoredCookie[] copy = new StoredCookie[old.length - 1];
        int index = 0;
        for (StoredCookie each : old) {
            if (each != cookie) {
                copy[index++] = each;
            }
        }
        cookies = copy;
    }

    @Nullable
    StoredCookie find(Cookie wanted) {
        int hash = wanted.identityHash();
        for (StoredCookie stored : cookies) {
            if (stored.isOf(wanted, hash)) {
                return stored;
            }
        }
        return null;
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
