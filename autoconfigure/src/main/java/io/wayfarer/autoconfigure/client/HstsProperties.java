/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * HTTP Strict Transport Security.
 *
 * @param enabled Whether servers that ask for TLS are remembered, and reached by TLS alone from then on.
 * @param maxEntries Most servers remembered; one more evicts the one that would be forgotten soonest.
 * @param preload Whether the list that browsers come with is known from the start, at the price of 3 MB of heap.
 * @param hosts Hosts known from the start and for good; with a dot in front, all hosts below as well.
 * @param file File in the format of curl from which the servers are read at the start, and to which they are saved. Of each client its own.
 * @param saveDelay Longest time from a change to the saving of the file.
 */
record HstsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10000") int maxEntries,
        @DefaultValue("false") boolean preload,
        @DefaultValue List<String> hosts,
        @Nullable String file,
        @DefaultValue("10s") Duration saveDelay) {}
