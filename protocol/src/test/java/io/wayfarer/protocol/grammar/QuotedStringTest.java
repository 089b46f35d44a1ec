/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;

@Timeout(10)
class QuotedStringTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo | foo | \"foo\"",
                "foo bar | \"foo bar\" | \"foo bar\"",
                "'' | \"\" | \"\"",
                "a\"b | \"a\\\"b\" | \"a\\\"b\"",
                "a\\b | \"a\\\\b\" | \"a\\\\b\"",
                "a\tb | \"a\tb\" | \"a\tb\"",
                "é | \"é\" | \"é\""
            })
    void textIsQuotedWhereItIsNoTokenAndUnquotedAgain(String text, String whereNeeded, String always) {
        assertThat(QuotedString.quoteUnlessToken(text)).isEqualTo(whereNeeded);
        assertThat(QuotedString.quote(text)).isEqualTo(always);
        assertThat(QuotedString.unquote(always)).contains(text);
    }

    @Test
    void whatNoFieldCanCarryIsRejected() {
        for (String text : new String[] {"\r", "\n", "\0", "\u007f", "\u0100"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> QuotedString.quote(text));
            assertThatIllegalArgumentException().isThrownBy(() -> QuotedString.quoteUnlessToken(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\"", "\"a", "a\"", "\"a\"b", " \"a\"", "\"a\" ", "\"\\\"", "\"\n\"", "\"\\\0\""})
    void whatIsNotOneQuotedStringIsRefused(String text) {
        assertThat(QuotedString.unquote(text)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextIsReadInLinearTime(String text) {
        QuotedString.unquote(text);
        QuotedString.unquote("\"" + text + "\"");
    }

    @Test
    void anyTextThatAFieldCanCarryComesBack() {
        HostileInput.random(5, 20_000, 10, "a", "\"", "\\", " ", "\t", ",", "ÿ").forEach(text -> {
            assertThat(QuotedString.unquote(QuotedString.quote(text))).contains(text);
            FieldCursor cursor = new FieldCursor(QuotedString.quoteUnlessToken(text));
            assertThat(cursor.value()).isEqualTo(text);
            assertThat(cursor.atEnd()).isTrue();
        });
    }
}
