/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The network below a WebSocket: the opening handshake as a {@link io.wayfarer.client.transport.Transport}, and the open
 * connection as a Spring session.
 */
@NullMarked
package io.wayfarer.websocket.transport;

import org.jspecify.annotations.NullMarked;
