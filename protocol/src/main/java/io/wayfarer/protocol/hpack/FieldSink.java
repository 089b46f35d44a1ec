/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.hpack;

/** Takes fields as they are decompressed. */
@FunctionalInterface
public interface FieldSink {

    /** @param neverIndexed whether the field may enter no table here or further on (RFC 7541 section 7.1.3) */
    void field(String name, String value, boolean neverIndexed);
}
