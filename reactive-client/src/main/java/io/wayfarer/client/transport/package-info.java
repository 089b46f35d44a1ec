/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One hop, one route, one answer: the seam between the client's decisions and the network.
 *
 * <p>{@link io.wayfarer.client.transport.Transport} is what the exchange loop knows; nothing above it knows what is below.
 * {@link io.wayfarer.client.transport.PooledTransport} is the implementation. It follows no redirect, keeps no
 * cookie and picks no proxy.
 */
@NullMarked
package io.wayfarer.client.transport;

import org.jspecify.annotations.NullMarked;
