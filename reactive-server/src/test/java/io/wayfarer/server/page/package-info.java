/** Tests of the look of the server's own pages. */
@NullMarked
package io.wayfarer.server.page;

import org.jspecify.annotations.NullMarked;
