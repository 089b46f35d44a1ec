/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The server's side of HTTP Strict Transport Security (RFC 6797 section 7): {@link io.wayfarer.server.hsts.HstsFilter} tells
 * clients over TLS to come back over TLS alone, and sends those in the clear there. What a client makes of it is the business
 * of the client's own package.
 */
@NullMarked
package io.wayfarer.server.hsts;

import org.jspecify.annotations.NullMarked;
