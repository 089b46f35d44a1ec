/** The tour as its users meet it: a running application, asked over real sockets. */
@NullMarked
package io.wayfarer.sample.tour;

import org.jspecify.annotations.NullMarked;
