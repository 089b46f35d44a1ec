/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a request carries: {@link io.wayfarer.client.body.RequestBody} and its kinds.
 */
@NullMarked
package io.wayfarer.client.body;

import org.jspecify.annotations.NullMarked;
