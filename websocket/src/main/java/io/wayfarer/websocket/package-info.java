/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * WebSockets (RFC 6455) whose opening handshake is an exchange like any other: redirects, HSTS, cookies and proxies apply.
 *
 * <p>Start at {@link io.wayfarer.websocket.ReactiveWebSocketClient}. The server's side is a route of the router
 * ({@code wayfarer-reactive-server}).
 */
@NullMarked
package io.wayfarer.websocket;

import org.jspecify.annotations.NullMarked;
