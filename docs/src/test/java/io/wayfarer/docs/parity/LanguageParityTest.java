/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.parity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What Lua needs a module for and Java has in the language. */
class LanguageParityTest {

    /** Flags of a HEADERS frame (RFC 9113 section 6.2). */
    private static final int END_STREAM = 0x1;

    private static final int END_HEADERS = 0x4;

    @Test
    void flagsAreTakenOutWithTheAndOperator() {
        assertThat(0x25 & (END_STREAM | END_HEADERS)).isEqualTo(0x5);
        assertThat(0x35 & 0x1a).isEqualTo(0x10);
    }

    @Test
    void flagsAreJoinedWithTheOrOperator() {
        assertThat(END_STREAM | END_HEADERS).isEqualTo(0x5);
        assertThat(0xff | 0x0f).isEqualTo(0xff);
    }

    @Test
    void flagsAreTurnedWithTheExclusiveOrOperator() {
        assertThat(0x5 ^ END_STREAM).isEqualTo(END_HEADERS);
        assertThat(0xff ^ 0xff).isZero();
    }
}
