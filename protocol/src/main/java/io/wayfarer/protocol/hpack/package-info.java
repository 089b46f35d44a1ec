/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The header compression of HTTP/2 (RFC 7541) as objects: {@link io.wayfarer.protocol.hpack.HpackEncoder} and
 * {@link io.wayfarer.protocol.hpack.HpackDecoder}, one of each for a direction of a connection.
 *
 * <p>Netty keeps its own compression to itself: its public classes neither tell which fields may never be indexed nor let
 * one see a table. So this is one of our own, on lists of fields, and HTTP/2 here runs on it. What may stand in a field
 * is not judged here.
 */
@NullMarked
package io.wayfarer.protocol.hpack;

import org.jspecify.annotations.NullMarked;
