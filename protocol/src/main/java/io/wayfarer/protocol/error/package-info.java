/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How an exchange fails on the wire: what a peer did wrong, what it refused, and where the connection ended.
 *
 * <p>All failures of connections and streams are {@link io.wayfarer.protocol.error.HttpTransportException}s.
 */
@NullMarked
package io.wayfarer.protocol.error;

import org.jspecify.annotations.NullMarked;
