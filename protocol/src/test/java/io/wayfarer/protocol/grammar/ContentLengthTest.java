/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentLengthTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12, 12",
        "007, 7",
        "999999999999999999, 999999999999999999",
        "'', -1",
        "1x, -1",
        "-1, -1",
        "+1, -1",
        "9999999999999999999, -1"
    })
    void whatIsNoNumberIsNoLength(String value, long length) {
        assertThat(ContentLength.parse(value)).isEqualTo(length);
    }
}
