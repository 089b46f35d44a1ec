/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The frames of HTTP/2 as values (RFC 9113 sections 4 and 6): {@link io.wayfarer.protocol.frame.Http2Frame} and its kinds,
 * {@link io.wayfarer.protocol.frame.FrameReading} to read one from octets, and
 * {@link io.wayfarer.protocol.frame.Http2Wire}, which sends and receives them on a channel without keeping any rule of the
 * protocol beyond: the misbehaving peer that tests need.
 *
 * <p>Header sections stay compressed here; {@code io.wayfarer.protocol.hpack} opens them. Connections and streams are in
 * {@code io.wayfarer.protocol.h2}.
 */
@NullMarked
package io.wayfarer.protocol.frame;

import org.jspecify.annotations.NullMarked;
