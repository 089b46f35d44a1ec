/** Applications that have added the starter and nothing else. */
@NullMarked
package io.wayfarer.starter;

import org.jspecify.annotations.NullMarked;
