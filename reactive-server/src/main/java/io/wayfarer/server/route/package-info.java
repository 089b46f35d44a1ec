/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Functional routes for Spring WebFlux whose cost does not grow with their number. Start at
 * {@link io.wayfarer.server.route.Routes}, declare with {@link io.wayfarer.server.route.RouteSpec}, answer with
 * Spring's {@code ServerResponse} or the short forms of {@link io.wayfarer.server.route.Responses}.
 *
 * <p>A declaration is parsed into a {@code RoutePattern}, the patterns are compiled into a {@code RouteTree}, and a
 * request walks down that tree once, or twice where only {@code **} matches. What a request must fulfil beside path and
 * method are Spring's {@code RequestPredicate}s and our {@link io.wayfarer.server.route.Conditions}. Left out on purpose:
 * regular expressions over more than one segment.
 */
@NullMarked
package io.wayfarer.server.route;

import org.jspecify.annotations.NullMarked;
