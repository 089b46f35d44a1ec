/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;

@Timeout(10)
class PercentCodingTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "aZ09-._~, aZ09-._~, aZ09-._%7E",
        "*, %2A, *",
        "a b, a%20b, a+b",
        "a+b, a%2Bb, a%2Bb",
        "100%, 100%25, 100%25",
        "a/b?c#d, a%2Fb%3Fc%23d, a%2Fb%3Fc%23d",
        "ü€😀, %C3%BC%E2%82%AC%F0%9F%98%80, %C3%BC%E2%82%AC%F0%9F%98%80"
    })
    void eachKindHasItsOwnSafeCharacters(String text, String component, String form) {
        assertThat(PercentCoding.encodeComponent(text)).isEqualTo(component);
        assertThat(PercentCoding.encodeForm(text)).isEqualTo(form);
        assertThat(PercentCoding.decodeComponent(component)).contains(text);
        assertThat(PercentCoding.decodeForm(form)).isEqualTo(text);
    }

    @Test
    void controlCharactersAreEncodedInBothKinds() {
        assertThat(PercentCoding.encodeComponent("\0\r\n\u007f")).isEqualTo("%00%0D%0A%7F");
        assertThat(PercentCoding.encodeForm("\0\r\n\u007f")).isEqualTo("%00%0D%0A%7F");
    }

    @Test
    void halfASurrogatePairIsEncodedAsTheReplacementCharacter() {
        assertThat(PercentCoding.encodeComponent("a\ud83d")).isEqualTo("a%EF%BF%BD");
        assertThat(PercentCoding.encodeForm("\ude00\ud83d")).isEqualTo("%EF%BF%BD%EF%BF%BD");
        assertThat(PercentCoding.decodeForm("\ud83d%41")).isEqualTo("\ufffdA");
    }

    @ParameterizedTest
    @CsvSource({"%c3%bC, ü", "a+b, a+b", "ü%41, üA", "%25, %", "%2525, %25", "%00, '\0'"})
    void aComponentIsDecodedOnceAndItsPlusStays(String text, String decoded) {
        assertThat(PercentCoding.decodeComponent(text)).contains(decoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%4g", "a%", "%%41", "%+1", "%ff", "%C3", "%C3a", "%C0%AF", "%ED%A0%80"})
    void aComponentThatIsBrokenOrNotUtf8IsRefused(String text) {
        assertThat(PercentCoding.decodeComponent(text)).isEmpty();
    }

    @Test
    void aComponentWithHalfASurrogatePairIsRefused() {
        assertThat(PercentCoding.decodeComponent("\ud83d")).isEmpty();
        assertThat(PercentCoding.decodeComponent("\ud83d%41")).isEmpty();
        assertThat(PercentCoding.decodeComponent("%41\ude00")).isEmpty();
    }

    /** WHATWG URL section 5.1, percent-decode and UTF-8 decode without BOM. */
    @ParameterizedTest
    @CsvSource({
        "%, %",
        "%4, %4",
        "%zz+%41, %zz A",
        "%%41, %A",
        "%ff, \ufffd",
        "%C3a, \ufffda",
        "%EF%BB%BFa, \ufeffa",
        "a+b%2Bc, a b+c"
    })
    void aFormIsDecodedWhateverItHolds(String text, String decoded) {
        assertThat(PercentCoding.decodeForm(text)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void whatIsEncodedIsAsciiAndDecodesToTheTextWithLoneSurrogatesReplaced(String text) {
        roundTrip(text);
    }

    @Test
    void randomTextSurvivesBothKinds() {
        HostileInput.random(
                        6, 20_000, 12, "a", " ", "+", "%", "%41", "ü", "😀", "\ud83d", "\ude00", "\0", "&", "=", "~",
                        "*")
                .forEach(PercentCodingTest::roundTrip);
    }

    @Test
    void theFormKindAgreesWithTheJdkOnWellFormedText() {
        HostileInput.random(7, 20_000, 12, "a", " ", "+", "%", "ü", "😀", "\0", "&", "~", "*", "/")
                .forEach(text -> {
                    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
                    assertThat(PercentCoding.encodeForm(text)).isEqualTo(encoded);
                    assertThat(PercentCoding.decodeForm(encoded))
                            .isEqualTo(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
                });
    }

    private static void roundTrip(String text) {
        String wellFormed = text.codePoints()
                .map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String component = PercentCoding.encodeComponent(text);
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(component)).isTrue();
        assertThat(PercentCoding.decodeComponent(component)).contains(wellFormed);
        assertThat(PercentCoding.decodeForm(PercentCoding.encodeForm(text))).isEqualTo(wellFormed);
        assertThat(PercentCoding.decodeForm(text)).isNotNull();
        assertThat(PercentCoding.decodeComponent(text)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'http://a/b c?d=é&e#f', 'http://a/b%20c?d=%C3%A9&e#f'",
        "'100%', '100%25'",
        "'a\"<>[]^`{|}\\', 'a%22%3C%3E%5B%5D%5E%60%7B%7C%7D%5C'",
        "'', ''",
        "';/?:@&=+$,#-_.!~*''()', ';/?:@&=+$,#-_.!~*''()'"
    })
    void aWholeUriKeepsItsDelimitersWhenItIsEncoded(String text, String encoded) {
        assertThat(PercentCoding.encodeUri(text)).isEqualTo(encoded);
        assertThat(PercentCoding.decodeUri(encoded)).contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a%20b, a b",
        "a%2Fb%2fb, a%2Fb%2fb",
        "%3B%2F%3F%3A%40%26%3D%2B%24%2C%23, %3B%2F%3F%3A%40%26%3D%2B%24%2C%23",
        "%41+, A+"
    })
    void whatStandsForADelimiterStaysEncodedWhenAWholeUriIsDecoded(String encoded, String text) {
        assertThat(PercentCoding.decodeUri(encoded)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%ff", "%c3%2f"})
    void aWholeUriWithBrokenEscapesIsRefused(String encoded) {
        assertThat(PercentCoding.decodeUri(encoded)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextIsEncodedAndDecodedAsAWholeUri(String text) {
        PercentCoding.decodeUri(text);
        assertThat(PercentCoding.decodeUri(PercentCoding.encodeUri(text))).isPresent();
    }
}
