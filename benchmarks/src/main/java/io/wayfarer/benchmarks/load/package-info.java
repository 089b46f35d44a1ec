/**
 * The load harness: what a request costs a client, as a ratio to bare Reactor Netty.
 *
 * <p>Start at {@link io.wayfarer.benchmarks.load.LoadHarness}, the parent process. It starts one server
 * ({@link io.wayfarer.benchmarks.load.ServerMain}) and one JVM for each contestant
 * ({@link io.wayfarer.benchmarks.load.ContestantMain}), pins them to cores, and lets the contestants run one after the
 * other in rounds whose order is shuffled. Commands go to a child's standard input and results come from its standard
 * output, a line each; the end of its input ends a child.
 *
 * <p>Left out: the clients themselves, in {@code io.wayfarer.benchmarks.contestant}, and anything measured in
 * nanoseconds, which is JMH's.
 */
@NullMarked
package io.wayfarer.benchmarks.load;

import org.jspecify.annotations.NullMarked;
