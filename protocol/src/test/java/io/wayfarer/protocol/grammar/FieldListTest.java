/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;

@Timeout(10)
class FieldListTest {

    /** RFC 9110 section 5.6.1.2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo,bar | foo;bar",
                "foo ,bar, | foo;bar",
                "foo , ,bar,charlie | foo;bar;charlie",
                "'\t foo \t,\tbar ' | foo;bar"
            })
    void theExamplesOfTheRfcAreRead(String text, String elements) {
        assertThat(FieldList.elements(text)).contains(List.of(elements.split(";")));
        assertThat(FieldList.tokens(text)).contains(List.of(elements.split(";")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", ",   ,"})
    void aListMayBeEmpty(String text) {
        assertThat(FieldList.elements(text)).contains(List.of());
        assertThat(FieldList.tokens(text)).contains(List.of());
    }

    @Test
    void commasInQuotedStringsBelongToTheirElement() {
        assertThat(FieldList.elements("a=\"1,2\\\",3\", b ,\"c,\""))
                .contains(List.of("a=\"1,2\\\",3\"", "b", "\"c,\""));
        assertThat(FieldList.elements("a\\,b")).contains(List.of("a\\", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "a,\"b", "a,\"b\\\"", "\"\\"})
    void aQuotedStringThatDoesNotEndIsRefused(String text) {
        assertThat(FieldList.elements(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a,\"b\"", "a;b", "a,b=c", "é", "a,\n"})
    void whatIsNoTokenIsRefusedWhereTokensAreWanted(String text) {
        assertThat(FieldList.tokens(text)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextIsReadInLinearTime(String text) {
        FieldList.elements(text);
        FieldList.tokens(text);
    }

    @Test
    void elementsJoinedByCommasAreTheSameElements() {
        HostileInput.random(9, 20_000, 10, "a", ",", " ", "\"", "\\", "b", "\t").forEach(text -> {
            FieldList.elements(text)
                    .ifPresent(elements -> assertThat(FieldList.elements(String.join(", ", elements)))
                            .contains(elements));
            FieldList.tokens(text)
                    .ifPresent(tokens -> assertThat(FieldList.elements(text)).contains(new ArrayList<>(tokens)));
        });
    }
}
