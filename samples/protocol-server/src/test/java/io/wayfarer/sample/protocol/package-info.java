/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The server as others see it: curl, nghttp, h2load, lua-http, and raw sockets. */
@NullMarked
package io.wayfarer.sample.protocol;

import org.jspecify.annotations.NullMarked;
