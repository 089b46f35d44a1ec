/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * HTTP/2 (RFC 9113) as client and as server, on a channel that is already connected.
 *
 * <p>Start at {@link io.wayfarer.protocol.h2.Http2Connection#client} and
 * {@link io.wayfarer.protocol.h2.Http2Connection#server}. Netty's codec keeps the state of the streams and the windows;
 * where it leaves what the RFC asks for, this package says so and does it. Who connects, accepts, negotiates by ALPN or
 * pools is not decided here.
 */
@NullMarked
package io.wayfarer.protocol.h2;

import org.jspecify.annotations.NullMarked;
