/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;

@Timeout(10)
class DirectivesTest {

    /** RFC 6797 section 6.2. */
    @ParameterizedTest
    @CsvSource({
        "max-age=31536000, 31536000, false",
        "max-age=15768000 ; includeSubDomains, 15768000, true",
        "max-age=\"31536000\", 31536000, false",
        "max-age=0, 0, false",
        "max-age=0; includeSubDomains, 0, true",
        "includeSubDomains; max-age=1, 1, true",
        "MAX-AGE=1; INCLUDESUBDOMAINS, 1, true",
        "' \t max-age \t = \t 1 \t ; \t ', 1, false",
        ";;max-age=1;;includeSubDomains;, 1, true",
        "max-age=1; preload; x=\"a;b\\\"c\", 1, false"
    })
    void theExamplesOfTheRfcAndTheirVariationsAreRead(String text, String maxAge, boolean includeSubDomains) {
        assertThat(Directives.parse(text)).hasValueSatisfying(directives -> {
            assertThat(directives.value("max-age")).contains(maxAge);
            assertThat(directives.has("includeSubDomains")).isEqualTo(includeSubDomains);
            assertThat(directives.value("includeSubDomains")).isEmpty();
        });
    }

    @Test
    void quotesAndEscapesAreUndoneAndAnEmptyValueIsAValue() {
        Directives directives =
                Directives.parse("a=\"x; \\\"y\\\\\"; b=\"\"; c").orElseThrow();
        assertThat(directives.value("A")).contains("x; \"y\\");
        assertThat(directives.value("b")).contains("");
        assertThat(directives.value("c")).isEmpty();
        assertThat(directives.has("c")).isTrue();
        assertThat(directives.has("d")).isFalse();
        assertThat(directives.names()).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", " ; ; "})
    void aFieldWithoutDirectivesHasNone(String text) {
        assertThat(Directives.parse(text))
                .hasValueSatisfying(directives -> assertThat(directives.names()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-age=1; max-age=1",
                "a; A",
                "a=1; a",
                "max-age=",
                "max-age=;a",
                "max-age==1",
                "=1",
                "a b",
                "a=b c",
                "a=\"b",
                "a=\"b\\",
                "a=\"b\"c",
                "a,b",
                "a=1, b=2",
                "a=b/c",
                "é=1",
                "a=é",
                "a\0",
                "a=\"\0\"",
                "a=\"\r\n\"",
                "a=\"\u0100\"",
                "a\u00a0=1"
            })
    void aBrokenFieldOrARepeatedNameSpoilsTheWhole(String text) {
        assertThat(Directives.parse(text)).isEmpty();
    }

    @Test
    void valuesDoNotShowInTheStringForm() {
        assertThat(Directives.parse("token=secret").orElseThrow().toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextIsReadOrRefusedButNeverThrows(String text) {
        Directives.parse(text)
                .ifPresent(directives -> assertThat(directives.names()).allMatch(Tokens::isToken));
    }

    @Test
    void randomFieldsNeverThrowAndKeepTheirNames() {
        HostileInput.random(9, 100_000, 12, "a", "B", "=", ";", " ", "\t", "\"", "\\", "x", ",", "\0", "\u00ff")
                .forEach(text -> Directives.parse(text)
                        .ifPresent(directives -> assertThat(directives.names()).allSatisfy(name -> {
                            assertThat(name).isLowerCase();
                            assertThat(directives.has(name)).isTrue();
                        })));
    }
}
