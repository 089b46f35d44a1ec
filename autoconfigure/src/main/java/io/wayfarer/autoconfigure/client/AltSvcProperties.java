/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Alternative services: other places and protocols that servers name for themselves (Alt-Svc).
 *
 * @param enabled Whether alternatives that servers name are remembered, connected to in the background, and used from then on.
 * @param maxEntries Most servers whose alternatives are remembered; one more evicts the one whose would be forgotten soonest.
 * @param file File in the format of curl from which the alternatives are read at the start, and to which they are saved. Of each client its own.
 * @param saveDelay Longest time from a change to the saving of the file.
 */
record AltSvcProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("1000") int maxEntries,
        @Nullable String file,
        @DefaultValue("10s") Duration saveDelay) {}
