/**
 * The programs of the chapter "Actuator".
 *
 * <p>One application, asked for what it tells about itself; what stands back when a class is missing is tested in the
 * module of the auto-configurations.
 */
@NullMarked
package io.wayfarer.docs.actuate;

import org.jspecify.annotations.NullMarked;
