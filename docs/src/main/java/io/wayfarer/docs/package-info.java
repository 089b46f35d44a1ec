/**
 * The programs the guide shows, and the checks that keep the guide honest.
 *
 * <p>Start at {@link io.wayfarer.docs.guide} for the rules a code block obeys, and at {@link io.wayfarer.docs.parity} for the
 * table that compares Wayfarer with the systems it follows. Each other package holds the tests of one chapter; what stands
 * between {@code tag::} and {@code end::} in them is what the reader sees. Nothing here is published.
 */
@NullMarked
package io.wayfarer.docs;

import org.jspecify.annotations.NullMarked;
