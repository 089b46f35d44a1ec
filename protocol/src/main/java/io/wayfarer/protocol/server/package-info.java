/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Listening: from a port or a Unix domain socket to {@link io.wayfarer.protocol.connection.HttpConnection}s and their
 * streams, whatever of TLS, HTTP/1 and HTTP/2 the clients speak.
 *
 * <p>Start at {@link io.wayfarer.protocol.server.HttpListener}. There are no routes, no content codings and no files here:
 * a handler gets a stream and answers it.
 */
@NullMarked
package io.wayfarer.protocol.server;

import org.jspecify.annotations.NullMarked;
