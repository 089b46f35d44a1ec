/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A Mono and Flux HTTP client that behaves like a browser where that matters: redirects, cookies, HSTS, proxies.
 *
 * <p>Start at {@link io.wayfarer.client.ReactiveHttpClient}. A call is a chain of hops; one loop makes them
 * ({@code Exchange}), the policies of a {@link io.wayfarer.client.PolicyChain} decide about each, a
 * {@link io.wayfarer.client.transport.Transport} carries it, and the {@link io.wayfarer.client.Trace} tells how it went.
 */
@NullMarked
package io.wayfarer.client;

import org.jspecify.annotations.NullMarked;
