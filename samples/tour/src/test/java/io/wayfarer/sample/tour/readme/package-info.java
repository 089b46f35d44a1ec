/** The code of the README, run; and the README, held to it. */
@NullMarked
package io.wayfarer.sample.tour.readme;

import org.jspecify.annotations.NullMarked;
