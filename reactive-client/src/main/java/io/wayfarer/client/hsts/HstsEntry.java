/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.time.Instant;

/**
 * A known HSTS host.
 *
 * @param includeSubDomains whether all hosts below it are meant too
 * @param expires the first moment at which it no longer holds
 */
public record HstsEntry(String host, boolean includeSubDomains, Instant expires) {}
