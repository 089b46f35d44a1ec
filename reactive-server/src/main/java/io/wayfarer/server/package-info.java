/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The server side of Wayfarer: what an application needs to answer HTTP on Spring WebFlux. Start at
 * {@link io.wayfarer.server.route.Routes}. This package itself holds nothing; the server's engine, its codecs, its
 * filters and its security stay WebFlux's own.
 */
@NullMarked
package io.wayfarer.server;

import org.jspecify.annotations.NullMarked;
