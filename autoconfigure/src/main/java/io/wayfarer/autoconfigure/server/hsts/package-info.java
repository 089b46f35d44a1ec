/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The application as an HSTS host: {@link io.wayfarer.autoconfigure.server.hsts.ServerHstsAutoConfiguration} puts an
 * {@link io.wayfarer.server.hsts.HstsFilter} before everything else where {@code wayfarer.server.hsts.enabled} says so.
 * Left out: servlet applications, whose filters are others.
 */
@NullMarked
package io.wayfarer.autoconfigure.server.hsts;

import org.jspecify.annotations.NullMarked;
