/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Repeating requests that a server was too busy for (429 and 503).
 *
 * @param enabled Whether requests that can safely be sent again are.
 * @param max How often one request is sent again, 1 to 4.
 * @param maxWait Longest wait before it is; where the server asks for more, its answer stands.
 */
record RetryProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("2") int max,
        @DefaultValue("30s") Duration maxWait) {}
