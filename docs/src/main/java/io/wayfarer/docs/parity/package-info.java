/**
 * The parity table: what the systems Wayfarer follows can do, and the test that proves we can do it too.
 *
 * <p>Start at {@link io.wayfarer.docs.parity.ParityTable}. A row without a test claims nothing. Whether a named test proves
 * its row is for a reader to judge; this package only sees to it that the test exists, runs and asserts something.
 */
@NullMarked
package io.wayfarer.docs.parity;

import org.jspecify.annotations.NullMarked;
