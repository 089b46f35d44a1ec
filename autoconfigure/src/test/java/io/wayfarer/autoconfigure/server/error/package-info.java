/** Tests of the answers to errors. */
@NullMarked
package io.wayfarer.autoconfigure.server.error;

import org.jspecify.annotations.NullMarked;
