/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store in front of a preload list. A host that says {@code max-age=0} is forgotten by the store, and not by the list. */
final class PreloadedHstsStore implements HstsStore {

    private final HstsStore store;
    private final HstsPreloadList list;

    PreloadedHstsStore(HstsStore store, HstsPreloadList list) {
        this.store = store;
        this.list = list;
    }

    @Override
    public boolean check(String host) {
        return store.check(host) || list.covers(host);
    }

    @Override
    public boolean learn(String host, String value) {
        return store.learn(host, value);
    }

    @Override
    public void put(HstsEntry entry) {
        store.put(entry);
    }

    @Override
    public boolean remove(String host) {
        return store.remove(host);
    }

    @Override
    public void clear() {
        store.clear();
    }

    @Override
    public int size() {
        return store.size();
    }

    @Override
    public List<HstsEntry> snapshot() {
        return store.snapshot();
    }

    @Override
    public Optional<Instant> nextExpiry() {
        return store.nextExpiry();
    }

    @Override
    public int purge() {
        return store.purge();
    }
}
