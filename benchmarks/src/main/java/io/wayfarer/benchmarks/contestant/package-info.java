/**
 * The HTTP clients that are compared, each behind the same narrow face.
 *
 * <p>Start at {@link io.wayfarer.benchmarks.contestant.Contestants}, the list of them, and at
 * {@link io.wayfarer.benchmarks.contestant.Contestant}, what each has to do. Every contestant is written as the manual
 * of its library would write it, hands over the whole body as that library's own kind of bytes, and may open as many
 * connections as there are callers; everything else is left as the library ships it.
 *
 * <p>Left out: how load is made and what is counted, which is {@code io.wayfarer.benchmarks.load}.
 */
@NullMarked
package io.wayfarer.benchmarks.contestant;

import org.jspecify.annotations.NullMarked;
