/** Tests of the harness's arithmetic, and one short contest to see that every contestant can do every scenario. */
@NullMarked
package io.wayfarer.benchmarks.load;

import org.jspecify.annotations.NullMarked;
