/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Connections from the client's side: look-up of the name, TCP or a Unix socket, perhaps a tunnel through a proxy, TLS, and
 * the choice of the version of HTTP.
 *
 * <p>Start at {@link io.wayfarer.protocol.client.HttpConnector}. It keeps no connection: each call makes one, and pools are
 * built above.
 */
@NullMarked
package io.wayfarer.protocol.client;

import org.jspecify.annotations.NullMarked;
