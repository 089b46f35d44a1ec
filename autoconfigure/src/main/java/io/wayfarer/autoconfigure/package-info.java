/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Wayfarer inside Spring Boot: {@code client} makes clients, {@code actuate} shows what is there, and
 * {@code diagnostics} explains a start-up that a property prevents. The router needs no configuration: its routes are beans.
 *
 * <p>Every bean steps back for one of the application's own, every group of beans for a missing class, and every feature
 * has a property that switches it off. Nothing here works without Spring Boot, and nothing elsewhere needs it.
 */
@NullMarked
package io.wayfarer.autoconfigure;

import org.jspecify.annotations.NullMarked;
