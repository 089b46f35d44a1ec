/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.hpack;

import io.wayfarer.protocol.header.HeaderList;

/** What a compressed section turned out to be. */
public sealed interface HpackResult {

    /** @param fields in the order in which they came, with their marks */
    record Fields(HeaderList fields) implements HpackResult {}

    /**
     * No section.
     *
     * @param tooLarge whether it is sound, but larger than allowed: the decoder may go on, the section is lost. Otherwise
     *     it is broken, and so is the decoder from then on (RFC 9113 section 4.3: COMPRESSION_ERROR)
     * @param rule which rule was broken, with its section
     */
    record Refused(boolean tooLarge, String rule) implements HpackResult {}
}
