/**
 * Why an application does not start: {@link io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException} names the
 * property, and its analyzer prints what is wrong, where it was set, and what would be right. Values that cannot even be
 * converted, such as a word for a number, are reported by Spring Boot itself.
 */
@NullMarked
package io.wayfarer.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
