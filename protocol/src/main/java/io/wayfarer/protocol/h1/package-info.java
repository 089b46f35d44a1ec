/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * HTTP/1.0 and HTTP/1.1 (RFC 9112), as client and as server.
 *
 * <p>Start at {@link io.wayfarer.protocol.h1.Http1Connection}, which turns a channel into a connection. Its parser is strict: what
 * RFC 9112 lets a recipient refuse, a server refuses.
 *
 * <p>The reader and writer of messages are our own and not Netty's codec: strictness about line folding, chunk sizes and
 * transfer codings cannot be had behind that, nor can reading be held between two messages.
 */
@NullMarked
package io.wayfarer.protocol.h1;

import org.jspecify.annotations.NullMarked;
