/** What the guide says about files, listings and errors. */
@NullMarked
package io.wayfarer.docs.files;

import org.jspecify.annotations.NullMarked;
