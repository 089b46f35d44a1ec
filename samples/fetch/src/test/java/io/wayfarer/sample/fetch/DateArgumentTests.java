/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateArgumentTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 Jan 2021                      | 2021-01-01T00:00:00Z",
                "Jan 1 2021                      | 2021-01-01T00:00:00Z",
                "20210101                        | 2021-01-01T00:00:00Z",
                "20210101 10:20                  | 2021-01-01T10:20:00Z",
                "1 january 2021 9:05             | 2021-01-01T09:05:00Z",
                "Sun, 06 Nov 1994 08:49:37 GMT   | 1994-11-06T08:49:37Z",
                "Sunday, 06-Nov-94 08:49:37 GMT  | 1994-11-06T08:49:37Z",
                "Sun Nov  6 08:49:37 1994        | 1994-11-06T08:49:37Z",
                "6 Nov 1994 08:49:37 +0200       | 1994-11-06T06:49:37Z"
            })
    void whatPeopleTypeIsRead(String text, Instant instant) {
        assertThat(DateArgument.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2021-01-01",
                "1 Jan",
                "Jan 2021 Feb",
                "31 Feb 2021",
                "nonsense",
                "25:61 1 Jan 2021",
                "1 2 3 4"
            })
    void whatIsNoDateIsNone(String text) {
        assertThat(DateArgument.parse(text)).isEmpty();
    }
}
