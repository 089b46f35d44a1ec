/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;

@Timeout(10)
class HttpDateTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final Instant RFC_EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

    /** RFC 9110 section 5.6.7. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void theThreeFormatsOfTheRfcAreRead(String text) {
        assertThat(HttpDate.parse(text, CLOCK)).contains(RFC_EXAMPLE);
    }

    @Test
    void onlyTheFixedFormatIsWritten() {
        assertThat(HttpDate.format(RFC_EXAMPLE.plusMillis(999))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @ParameterizedTest
    @CsvSource({
        "Friday, 20-Nov-76 12:00:00 GMT, 2076-11-20T12:00:00Z",
        "Saturday, 21-Nov-76 12:00:00 GMT, 2076-11-21T12:00:00Z",
        "Sunday, 21-Nov-76 12:00:01 GMT, 1976-11-21T12:00:01Z",
        "Monday, 22-Nov-76 12:00:00 GMT, 1976-11-22T12:00:00Z",
        "Saturday, 01-Jan-77 00:00:00 GMT, 1977-01-01T00:00:00Z",
        "Saturday, 01-Jan-00 00:00:00 GMT, 2000-01-01T00:00:00Z",
        "Friday, 31-Dec-99 23:59:59 GMT, 1999-12-31T23:59:59Z"
    })
    void aYearOfTwoDigitsIsAtMostFiftyYearsAhead(String day, String rest, Instant expected) {
        assertThat(HttpDate.parse(day + ", " + rest, CLOCK)).contains(expected);
    }

    @Test
    void aYearOfTwoDigitsFollowsTheClockIntoTheNextCentury() {
        Clock late = Clock.fixed(Instant.parse("2090-01-01T00:00:00Z"), ZoneOffset.UTC);
        assertThat(HttpDate.parse("Saturday, 01-Jun-20 00:00:00 GMT", late))
                .contains(Instant.parse("2120-06-01T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "'Sat, 31 Dec 2016 23:59:60 GMT', 2017-01-01T00:00:00Z",
        "'Thu, 29 Feb 2024 00:00:00 GMT', 2024-02-29T00:00:00Z",
        "'Mon, 01 Jan 0000 00:00:00 GMT', 0000-01-01T00:00:00Z",
        "'Mon, 31 Dec 9999 23:59:59 GMT', 9999-12-31T23:59:59Z",
        "'Thu Nov 16 08:49:37 1994', 1994-11-16T08:49:37Z"
    })
    void unusualButValidDatesAreRead(String text, Instant expected) {
        assertThat(HttpDate.parse(text, CLOCK)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "1994-11-06T08:49:37Z",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 06 Nov 1994 08:49:37 GMT ",
                " Sun, 06 Nov 1994 08:49:37 GMT",
                "sun, 06 nov 1994 08:49:37 gmt",
                "Xyz, 06 Nov 1994 08:49:37 GMT",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 06 Foo 1994 08:49:37 GMT",
                "Sun, 06 onD 1994 08:49:37 GMT",
                "Wed, 31 Feb 1994 08:49:37 GMT",
                "Wed, 29 Feb 2023 08:49:37 GMT",
                "Sun, 00 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:00:00 GMT",
                "Sun, 06 Nov 1994 08:60:37 GMT",
                "Sun, 06 Nov 1994 08:49:61 GMT",
                "Sun, 06 Nov 1994 08:49:-1 GMT",
                "Sun, 06 Nov -994 08:49:37 GMT",
                "Sun, ٠٦ Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-1994 08:49:37 GMT",
                "Sun, 06-Nov-94 08:49:37 GMT",
                "Sunday, 06 Nov 94 08:49:37 GMT",
                ", 06-Nov-94 08:49:37 GMT",
                "Sun Nov 6 08:49:37 1994",
                "Sun Nov 06 08:49:37 1994 GMT"
            })
    void whatIsInNoneOfTheFormatsIsNoDate(String text) {
        assertThat(HttpDate.parse(text, CLOCK)).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Random random = new Random(1);
        long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(first, last + 1));
            assertThat(HttpDate.parse(HttpDate.format(instant), CLOCK)).contains(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
    void aYearThatHasNotFourDigitsCannotBeWritten(String instant) {
        assertThatThrownBy(() -> HttpDate.format(Instant.parse(instant)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0000 to 9999");
        assertThatThrownBy(() -> HttpDate.format(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextIsNoDate(String text) {
        assertThat(HttpDate.parse(text, CLOCK)).isEmpty();
    }

    @Test
    void textThatLooksLikeADateNeverThrows() {
        HostileInput.random(
                        2,
                        50_000,
                        12,
                        "Sun",
                        "Sunday",
                        ", ",
                        "06",
                        " ",
                        "Nov",
                        "-",
                        "1994",
                        "94",
                        "08:49:37",
                        ":",
                        " GMT",
                        "\0",
                        "\ud83d")
                .forEach(text -> HttpDate.parse(text, CLOCK)
                        .ifPresent(instant -> assertThat(instant.truncatedTo(ChronoUnit.SECONDS))
                                .isEqualTo(instant)));
    }
}
