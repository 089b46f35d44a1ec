/**
 * What it costs to find a route, apart from everything else a request costs.
 *
 * <p>Start at {@link io.wayfarer.benchmarks.route.RouteMatchBenchmark}. Left out: handlers, filters and the network.
 */
@NullMarked
package io.wayfarer.benchmarks.route;

import org.jspecify.annotations.NullMarked;
