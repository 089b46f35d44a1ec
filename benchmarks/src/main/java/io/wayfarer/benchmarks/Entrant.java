/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks;

import java.net.URI;
import java.nio.file.Path;

/** Who takes part in a contest, as client or as server. */
public interface Entrant {

    /** The name on the command line and in the tables. */
    String id();

    /** A class of the library that is measured. */
    Class<?> library();

    /** The jar, with its version, that the library comes from. */
    default String jar() {
        String jar = Path.of(URI.create(library()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .getFileName()
                .toString();
        return jar.replace(".jar", "");
    }
}
