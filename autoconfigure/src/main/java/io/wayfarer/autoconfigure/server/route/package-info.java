/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What stands around the application's routes:
 * {@link io.wayfarer.autoconfigure.server.route.ServerRoutesAutoConfiguration} makes the short cut to them, the
 * application's own URLs, and the trust in proxies' forwarded headers. Left out: the routes, which the application declares.
 */
@NullMarked
package io.wayfarer.autoconfigure.server.route;

import org.jspecify.annotations.NullMarked;
