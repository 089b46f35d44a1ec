/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What streams have in common whatever their version of HTTP: how what has arrived gets to its receiver, and how those send
 * that share a connection. Of use to those who write a stream; whoever reads from one begins at
 * {@link io.wayfarer.protocol.connection.HttpStream}.
 *
 * <p>Start with {@link io.wayfarer.protocol.delivery.Inbox}, and with {@link io.wayfarer.protocol.delivery.InboxStream}, which
 * has one. Left out: what holds the peer back, which each version does in its own way.
 */
@NullMarked
package io.wayfarer.protocol.delivery;

import org.jspecify.annotations.NullMarked;
