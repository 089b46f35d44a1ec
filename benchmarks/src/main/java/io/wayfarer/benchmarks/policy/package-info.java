/**
 * What the client's policies cost a request, apart from the network: the look-ups that happen on every hop.
 *
 * <p>Start at any of the benchmarks; each builds its store of the wanted size and then asks it. Left out: the policies
 * around the stores, which the load harness measures as part of a whole request.
 */
@NullMarked
package io.wayfarer.benchmarks.policy;

import org.jspecify.annotations.NullMarked;
