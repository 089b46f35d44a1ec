/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How what has arrived of a message gets to its receiver, the same in all versions of HTTP. Of use to those who write a
 * stream; whoever reads from one begins at {@link io.wayfarer.protocol.connection.HttpStream}.
 *
 * <p>Start with {@link io.wayfarer.protocol.delivery.Inbox}. Left out: what holds the peer back, which each version does in
 * its own way.
 */
@NullMarked
package io.wayfarer.protocol.delivery;

import org.jspecify.annotations.NullMarked;
