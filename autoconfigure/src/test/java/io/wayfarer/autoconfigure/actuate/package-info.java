/** Tests of the auto-configuration: actuate. */
@NullMarked
package io.wayfarer.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
