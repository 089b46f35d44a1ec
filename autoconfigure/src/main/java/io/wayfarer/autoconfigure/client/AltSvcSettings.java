/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.altsvc.AltSvcStore;

/** Turns the properties of one client's alternatives into a store; each method refuses values that cannot work. */
record AltSvcSettings(AltSvcProperties altSvc, PropertyChecks checks) {

    AltSvcSettings {
        if (StringUtils.hasText(altSvc.file()) && !altSvc.enabled()) {
            throw new InvalidPropertyException(
                    checks.name("alt-svc.file"),
                    altSvc.file(),
                    "no alternatives are remembered that could be kept in a file",
                    "Remove it, or set " + checks.name("alt-svc.enabled") + " to true.");
        }
    }

    boolean enabled() {
        return altSvc.enabled();
    }

    /** A new store. */
    AltSvcStore store() {
        return new AltSvcStore(InstantSource.system(), checks.atLeast(1, "alt-svc.max-entries", altSvc.maxEntries()));
    }

    /** Where the store is kept; null for nowhere. */
    @Nullable
    Path file() {
        return checks.path("alt-svc.file", altSvc.file());
    }

    String fileProperty() {
        return checks.name("alt-svc.file");
    }

    Duration saveDelay() {
        return checks.time("alt-svc.save-delay", altSvc.saveDelay());
    }
}
