/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The client behind Spring's own clients: {@link io.wayfarer.client.spring.WayfarerClientHttpConnector} for
 * {@code WebClient}, {@link io.wayfarer.client.spring.WayfarerClientHttpRequestFactory} for {@code RestClient}. Unchanged
 * code, same engine, same policies.
 */
@NullMarked
package io.wayfarer.client.spring;

import org.jspecify.annotations.NullMarked;
