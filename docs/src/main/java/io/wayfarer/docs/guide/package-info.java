/**
 * The rules of the guide: a reader sees only code that was compiled and run.
 *
 * <p>Start at {@link io.wayfarer.docs.guide.GuideTables}, which writes the chapters that are tables. The tests here read the
 * AsciiDoc sources and refuse a block whose body is typed in by hand, and an include that finds nothing.
 */
@NullMarked
package io.wayfarer.docs.guide;

import org.jspecify.annotations.NullMarked;
