/** Tests of the auto-configuration: client. */
@NullMarked
package io.wayfarer.autoconfigure.client;

import org.jspecify.annotations.NullMarked;
