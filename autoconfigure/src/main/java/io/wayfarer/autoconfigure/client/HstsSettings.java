/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.hsts.HstsPreloadList;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.hsts.InMemoryHstsStore;

/** Turns the properties of one client's HSTS into a store; each method refuses values that cannot work. */
record HstsSettings(HstsProperties hsts, PropertyChecks checks) {

    HstsSettings {
        if (StringUtils.hasText(hsts.file()) && !hsts.enabled()) {
            throw new InvalidPropertyException(
                    checks.name("hsts.file"),
                    hsts.file(),
                    "no servers are remembered that could be kept in a file",
                    "Remove it, or set " + checks.name("hsts.enabled") + " to true.");
        }
    }

    /** A new store. */
    HstsStore store() {
        int hosts = checks.atLeast(1, "hsts.max-entries", hsts.maxEntries());
        HstsStore store = new InMemoryHstsStore(InstantSource.system(), hosts);
        if (!hsts.hosts().isEmpty()) {
            store = knownFromTheStart(hsts.hosts()).behind(store);
        }
        return hsts.preload() ? HstsPreloadList.bundled().behind(store) : store;
    }

    private HstsPreloadList knownFromTheStart(List<String> hosts) {
        StringBuilder lines = new StringBuilder();
        for (String host : hosts) {
            boolean below = host.startsWith(".");
            String line = (below ? host.substring(1) : host) + (below ? " 1\n" : " 0\n");
            checks.accepted(
                    "hsts.hosts",
                    host,
                    "Set it to host names in lower case, with a dot in front of those that mean the hosts below too.",
                    () -> list(line));
            lines.append(line);
        }
        return list(lines.toString());
    }

    private static HstsPreloadList list(String lines) {
        try {
            return HstsPreloadList.read(new StringReader(lines));
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no host name", e);
        }
    }

    /** Where the store is kept; null for nowhere. */
    @Nullable
    Path file() {
        return checks.path("hsts.file", hsts.file());
    }

    String fileProperty() {
        return checks.name("hsts.file");
    }

    Duration saveDelay() {
        return checks.time("hsts.save-delay", hsts.saveDelay());
    }
}
