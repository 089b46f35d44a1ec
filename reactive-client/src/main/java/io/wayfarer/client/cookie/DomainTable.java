/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The domains by name: an open-addressed hash table that one thread writes under the jar's lock while others read it
 * without. Names are hashed from the right, so that one pass over a host finds it and all the domains above it, and no
 * substring is made.
 */
final class DomainTable {

    private static final Shelf REMOVED = Shelf.empty(new DomainNode("", 0, null));

    /** Differs from jar to jar: nobody can prepare names that all fall into one slot. */
    private final int multiplier = ThreadLocalRandom.current().nextInt() | 1;

    private volatile AtomicReferenceArray<@Nullable Shelf> slots = new AtomicReferenceArray<>(64);

    /** Slots that are not empty, the removed included, and those of them that hold a node. */
    private int used;

    private int nodes;

    /** Hands over each domain that the host domain-matches and that has a shelf, the shortest first. */
    void above(String host, Consumer<Shelf> consumer) {
        AtomicReferenceArray<@Nullable Shelf> table = slots;
        boolean address = CookieMatch.ipAddress(host);
        int hash = 0;
        for (int i = host.length() - 1; i >= 0; i--) {
            char c = host.charAt(i);
            if (c == '.' && !address) {
                hand(find(table, host, i + 1, hash), consumer);
            }
            hash = multiplier * hash + c;
        }
        hand(find(table, host, 0, hash), consumer);
    }

    private static void hand(@Nullable Shelf shelf, Consumer<Shelf> consumer) {
        if (shelf != null) {
            consumer.accept(shelf);
        }
    }

    @Nullable
    Shelf find(String domain) {
        return find(slots, domain, 0, hash(domain));
    }

    /** The node of a domain, made when there is none, together with those above it. */
    DomainNode obtain(String domain) {
        Shelf shelf = find(domain);
        if (shelf != null) {
            return shelf.node();
        }
        int dot = CookieMatch.ipAddress(domain) ? -1 : domain.indexOf('.');
        boolean parented = dot >= 0 && dot < domain.length() - 1;
        DomainNode made = new DomainNode(domain, hash(domain), parented ? obtain(domain.substring(dot + 1)) : null);
        put(made.shelf());
        return made;
    }

    /** Puts another shelf in the place of a node's, or removes the node and those above it when they are empty. */
    void put(DomainNode changed, Shelf shelf) {
        set(changed.shelf(), shelf);
        changed.shelf(shelf);
        DomainNode node = changed;
        while (node != null && node.empty()) {
            set(node.shelf(), REMOVED);
            nodes--;
            node.unlink();
            node = node.parent;
        }
    }

    private void set(Shelf old, Shelf shelf) {
        AtomicReferenceArray<@Nullable Shelf> table = slots;
        int slot = first(old.hash(), table.length());
        while (table.get(slot) != old) {
            slot = (slot + 1) & (table.length() - 1);
        }
        table.set(slot, shelf);
    }

    /** Hands over all shelves; those that come or go meanwhile may be missed. */
    void all(Consumer<Shelf> consumer) {
        AtomicReferenceArray<@Nullable Shelf> table = slots;
        for (int i = 0; i < table.length(); i++) {
            Shelf shelf = table.get(i);
            if (shelf != null && shelf != REMOVED) {
                consumer.accept(shelf);
            }
        }
    }

    private void put(Shelf shelf) {
        if (2 * (used + 1) > slots.length()) {
            rebuild();
        }
        insert(slots, shelf);
        used++;
        nodes++;
    }

    /** Readers keep the old table, which is not touched any more. */
    private void rebuild() {
        int length = 64;
        while (length < 4 * (nodes + 1)) {
            length *= 2;
        }
        AtomicReferenceArray<@Nullable Shelf> table = new AtomicReferenceArray<>(length);
        all(shelf -> insert(table, shelf));
        used = nodes;
        slots = table;
    }

    private static void insert(AtomicReferenceArray<@Nullable Shelf> table, Shelf shelf) {
        int slot = first(shelf.hash(), table.length());
        while (table.get(slot) != null) {
            slot = (slot + 1) & (table.length() - 1);
        }
        table.set(slot, shelf);
    }

    private static @Nullable Shelf find(AtomicReferenceArray<@Nullable Shelf> table, String host, int from, int hash) {
        int slot = first(hash, table.length());
        for (Shelf shelf = table.get(slot); shelf != null; shelf = table.get(slot)) {
            if (shelf != REMOVED && shelf.isOf(host, from, hash)) {
                return shelf;
            }
            slot = (slot + 1) & (table.length() - 1);
        }
        return null;
    }

    private static int first(int hash, int length) {
        int spread = hash * 0x9e3779b9;
        return (spread ^ (spread >>> 16)) & (length - 1);
    }

    private int hash(String domain) {
        int hash = 0;
        for (int i = domain.length() - 1; i >= 0; i--) {
            hash = multiplier * hash + domain.charAt(i);
        }
        return hash;
    }
}
