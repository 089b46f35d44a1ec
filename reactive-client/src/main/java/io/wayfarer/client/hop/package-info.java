/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One request on its way to one server, and what may be decided about it.
 *
 * <p>A call of the client is a chain of hops. Each {@link io.wayfarer.client.hop.Hop} passes the
 * {@linkplain io.wayfarer.client.hop.HopPolicy policies} in the order of {@link io.wayfarer.client.hop.HopStage}, then the
 * transport; the answer passes them on its way back. Following redirects is not a policy of a hop: it decides whether
 * there is another one (package {@code redirect}).
 */
@NullMarked
package io.wayfarer.client.hop;

import org.jspecify.annotations.NullMarked;
