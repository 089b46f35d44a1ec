/** What holds for all modules together. */
@NullMarked
package io.wayfarer.autoconfigure;

import org.jspecify.annotations.NullMarked;
