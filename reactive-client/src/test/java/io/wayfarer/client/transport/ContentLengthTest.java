/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.protocol.header.HeaderList;

class ContentLengthTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "12, 12", "'', -1", "1x, -1", "-1, -1", "9999999999999999999, -1"})
    void whatIsNoNumberIsNoLength(String value, long length) {
        assertThat(ContentLength.of(HeaderList.of("content-length", value))).isEqualTo(length);
    }

    @Test
    void withoutTheFieldThereIsNoLength() {
        assertThat(ContentLength.of(HeaderList.of(":status", "200"))).isEqualTo(-1);
    }
}
