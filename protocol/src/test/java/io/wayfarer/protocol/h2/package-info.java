/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of HTTP/2 over real sockets: both roles against each other, and each against a peer that breaks the rules. */
@NullMarked
package io.wayfarer.protocol.h2;

import org.jspecify.annotations.NullMarked;
