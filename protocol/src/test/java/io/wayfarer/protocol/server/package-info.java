/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Listeners, tried with raw sockets and with the clients of this module. */
@NullMarked
package io.wayfarer.protocol.server;

import org.jspecify.annotations.NullMarked;
