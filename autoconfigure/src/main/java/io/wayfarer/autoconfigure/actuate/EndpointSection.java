/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

/** One part of the answer of {@code /actuator/wayfarer}. */
interface EndpointSection {

    /** The name of the part in the answer. */
    String name();

    /** What is the case now, made of records, lists, maps, texts and numbers. */
    Object describe();
}
