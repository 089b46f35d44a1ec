/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol;

import java.util.Optional;

/** What this library calls itself where software says its name, as in {@code User-Agent} and {@code Server}. */
public final class Product {

    public static final String NAME = "Wayfarer";

    private Product() {}

    /** The version of the jar; empty when the classes come from somewhere else. */
    public static Optional<String> version() {
        return Optional.ofNullable(Product.class.getPackage().getImplementationVersion());
    }

    /** Name and version as a product of RFC 9110 section 10.1.5; the name alone where the version is unknown. */
    public static String identifier() {
        return version().map(version -> NAME + "/" + version).orElse(NAME);
    }
}
