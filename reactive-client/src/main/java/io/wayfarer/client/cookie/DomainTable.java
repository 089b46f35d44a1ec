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

    private static final DomainNode REMOVED = new DomainNode("", 0, null);

    /** Differs from jar to jar: nobody can prepare names that all fall into one slot. */
    private final int multiplier = ThreadLocalRandom.current().nextInt() | 1;

    private volatile AtomicReferenceArray<@Nullable DomainNode> slots = new AtomicReferenceArray<>(64);

    /** Slots that are not empty, the removed included, and those of them that hold a node. */
    private int used;

    private int nodes;

    /** Hands over each domain that the host domain-matches and that has a node, the shortest first. */
    void above(String host, Consumer<DomainNode> consumer) {
        AtomicReferenceArray<@Nullable DomainNode> table = slots;
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

    private static void hand(@Nullable DomainNode node, Consumer<DomainNode> consumer) {
        if (node != null) {
            consumer.accept(node);
        }
    }

    @Nullable
    DomainNode find(String domain) {
        return find(slots, domain, 0, hash(domain));
    }

    /** The node of a domain, made when there is none, together with those above it. */
    DomainNode obtain(String domain) {
        DomainNode node = find(domain);
        if (node != null) {
            return node;
        }
        int dot = CookieMatch.ipAddress(domain) ? -1 : domain.indexOf('.');
        boolean parented = dot >= 0 && dot < domain.length() - 1;
        DomainNode made = new DomainNode(domain, hash(domain), parented ? obtain(domain.substring(dot + 1)) : null);
        put(made);
        return made;
    }

    /** Removes a node if nothing is at it nor below it, and then those above for the same reason. */
    void prune(DomainNode empty) {
        DomainNode node = empty;
        while (node != null && node.empty()) {
            AtomicReferenceArray<@Nullable DomainNode> table = slots;
            int slot = first(node.hash(), table.length());
            while (table.get(slot) != node) {
                slot = (slot + 1) & (table.length() - 1);
            }
            table.set(slot, REMOVED);
            nodes--;
            node.unlink();
            node = node.parent;
        }
    }

    /** Hands over all nodes; those that come or go meanwhile may be missed. */
    void all(Consumer<DomainNode> consumer) {
        AtomicReferenceArray<@Nullable DomainNode> table = slots;
        for (int i = 0; i < table.length(); i++) {
            DomainNode node = table.get(i);
            if (node != null && node != REMOVED) {
                consumer.accept(node);
            }
        }
    }

    private void put(DomainNode node) {
        if (2 * (used + 1) > slots.length()) {
            rebuild();
        }
        insert(slots, node);
        used++;
        nodes++;
    }

    /** Readers keep the old table, which is not touched any more. */
    private void rebuild() {
        int length = 64;
        while (length < 4 * (nodes + 1)) {
            length *= 2;
        }
        AtomicReferenceArray<@Nullable DomainNode> table = new AtomicReferenceArray<>(length);
        all(node -> insert(table, node));
        used = nodes;
        slots = table;
    }

    private static void insert(AtomicReferenceArray<@Nullable DomainNode> table, DomainNode node) {
        int slot = first(node.hash(), table.length());
        while (table.get(slot) != null) {
            slot = (slot + 1) & (table.length() - 1);
        }
        table.set(slot, node);
    }

    private static @Nullable DomainNode find(
            AtomicReferenceArray<@Nullable DomainNode> table, String host, int from, int hash) {
        int slot = first(hash, table.length());
        for (DomainNode node = table.get(slot); node != null; node = table.get(slot)) {
            if (node.hash() == hash
                    && node.domain().length() == host.length() - from
                    && host.endsWith(node.domain())
                    && node != REMOVED) {
                return node;
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
