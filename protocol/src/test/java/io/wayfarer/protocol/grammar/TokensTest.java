/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class TokensTest {

    /** RFC 9110 section 5.6.2. */
    @Test
    void theTokenCharactersAreLettersDigitsAndFifteenSigns() {
        String delimiters = "\"(),/:;<=>?@[\\]{}";
        for (char c = 0; c < 0x180; c++) {
            boolean expected = c > ' ' && c < 0x7f && delimiters.indexOf(c) < 0;
            assertThat(Tokens.isTokenCharacter(c)).as("U+%04x", (int) c).isEqualTo(expected);
            assertThat(Tokens.isToken("a" + c)).as("U+%04x", (int) c).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "naïve", "X-A\r\n"})
    void aNameWithAnyOtherCharacterOrNoneIsNoToken(String text) {
        assertThat(Tokens.isToken(text)).isFalse();
    }

    /** RFC 9110 section 5.5. */
    @Test
    void aFieldValueHasNoControlCharacterButTheTabAndNothingBeyondOctets() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            boolean expected = c == '\t' || (c >= ' ' && c < 0x7f) || (c >= 0x80 && c <= 0xff);
            assertThat(Tokens.isFieldValue("a" + (char) c + "b"))
                    .as("U+%04x", c)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", " a ", "text/plain; charset=\"utf-8\"", "caf\u00e9"})
    void anOrdinaryFieldValueCanBeSent(String text) {
        assertThat(Tokens.isFieldValue(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: b=c", "a\n", "\r", "a\0", "a\u010a", "😀"})
    void aValueThatWouldBreakTheMessageApartIsRefused(String text) {
        assertThat(Tokens.isFieldValue(text)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void whateverIsATokenIsAFieldValueToo(String text) {
        assertThat(!Tokens.isToken(text) || Tokens.isFieldValue(text)).isTrue();
    }
}
