/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Repeating a request that a server was too busy for. Start at {@link io.wayfarer.client.retry.RetryPolicy}; it is no part of
 * a client that does not ask for it. What a connection loses before a server has seen it is repeated by the transport, by its
 * own rules.
 */
@NullMarked
package io.wayfarer.client.retry;

import org.jspecify.annotations.NullMarked;
