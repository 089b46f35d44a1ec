/**
 * What it costs to find a route, apart from everything else a request costs.
 *
 * <p>Start at {@link io.wayfarer.benchmarks.route.RouteMatchBenchmark}; the whole way of a request is in
 * {@link io.wayfarer.benchmarks.route.RoutedRequestBenchmark}. Left out: the network.
 */
@NullMarked
package io.wayfarer.benchmarks.route;

import org.jspecify.annotations.NullMarked;
