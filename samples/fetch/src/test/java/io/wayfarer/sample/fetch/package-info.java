/** The program run as a user runs it: against real servers, and beside the real curl where that is installed. */
@NullMarked
package io.wayfarer.sample.fetch;

import org.jspecify.annotations.NullMarked;
