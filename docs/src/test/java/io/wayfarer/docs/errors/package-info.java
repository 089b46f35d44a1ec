/**
 * The chapter "Errors": that its table is complete.
 *
 * <p>Which failure leads to which exception is tested where the failure is made, in the client's module.
 */
@NullMarked
package io.wayfarer.docs.errors;

import org.jspecify.annotations.NullMarked;
