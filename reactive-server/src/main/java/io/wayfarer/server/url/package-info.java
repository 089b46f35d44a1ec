/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The application's own URLs, as its clients see them. Start at {@link io.wayfarer.server.url.ServerUrls}. Left out: the
 * paths of single routes, which {@code Routes.urlTo} knows.
 */
@NullMarked
package io.wayfarer.server.url;

import org.jspecify.annotations.NullMarked;
