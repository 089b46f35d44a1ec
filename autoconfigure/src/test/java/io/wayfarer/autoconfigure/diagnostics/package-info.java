/** Tests of the auto-configuration: diagnostics. */
@NullMarked
package io.wayfarer.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
