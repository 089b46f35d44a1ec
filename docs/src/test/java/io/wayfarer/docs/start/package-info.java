/**
 * The programs of the chapter "Getting started".
 *
 * <p>The chapter is the place to begin reading; what a published artifact needs to be resolved is not tried here.
 */
@NullMarked
package io.wayfarer.docs.start;

import org.jspecify.annotations.NullMarked;
