/**
 * The client as a command-line program whose options mean what curl's mean, without Spring Boot and without a container.
 *
 * <p>Start with {@link io.wayfarer.sample.fetch.Fetch}. {@code Option} is the one list of options, {@code CommandLine}
 * reads arguments by it, {@code RequestPlan} makes a request of them, {@code Transfer} sends it and writes what comes back.
 * It speaks HTTP only, keeps no configuration file, and expands no patterns in URLs.
 */
@NullMarked
package io.wayfarer.sample.fetch;

import org.jspecify.annotations.NullMarked;
