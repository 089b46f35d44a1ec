/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;

@Timeout(10)
class MediaTypeTest {

    /** RFC 9110 section 8.3.1: the four are equivalent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html;charset=utf-8",
                "Text/HTML;Charset=\"utf-8\"",
                "text/html; charset=\"utf-8\"",
                "text/html;charset=UTF-8"
            })
    void theExamplesOfTheRfcMeanTheSame(String text) {
        MediaType type = parse(text);
        assertThat(type.type()).isEqualTo("text");
        assertThat(type.subtype()).isEqualTo("html");
        assertThat(type.charset()).contains(StandardCharsets.UTF_8);
        assertThat(type.parameter("CHARSET").orElseThrow()).isEqualToIgnoringCase("utf-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | text/plain",
                "' text/plain\t' | text/plain",
                "text/plain; | text/plain",
                "text/plain;;; | text/plain",
                "text/plain ; a=1 ;; B=x | text/plain; a=1; b=x",
                "text/plain;a=\"\" | text/plain; a=\"\"",
                "text/plain;a=\"x y\" | text/plain; a=\"x y\"",
                "text/plain;a=\"\\x\\\"\\\\\" | text/plain; a=\"x\\\"\\\\\"",
                "text/plain;a=1;A=2 | text/plain; a=1",
                "multipart/form-data;boundary=----7 | multipart/form-data; boundary=----7",
                "application/vnd.x+json | application/vnd.x+json",
                "*/*;q=0.8 | */*; q=0.8"
            })
    void parametersAreReadInTheirOrderAndTheFirstOfANameCounts(String text, String plain) {
        assertThat(parse(text)).hasToString(plain);
        assertThat(parse(plain)).isEqualTo(parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "text/",
                "/plain",
                "text /plain",
                "text/ plain",
                "text/plain a",
                "text/plain;a",
                "text/plain;a=",
                "text/plain;a =1",
                "text/plain;a= 1",
                "text/plain;=1",
                "text/plain;a=\"1",
                "text/plain;a=1 2",
                "text/plain,text/html",
                "text/plain;a=\"\n\"",
                "text/é"
            })
    void whatTheGrammarDoesNotAllowIsRefused(String text) {
        assertThat(MediaType.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain;charset=\"\"",
                "text/plain;charset=nonsense",
                "text/plain;charset=\"a b\""
            })
    void aCharsetThatNobodyKnowsIsNone(String text) {
        assertThat(parse(text).charset()).isEmpty();
    }

    /** RFC 9110 section 12.5.1. */
    @ParameterizedTest
    @CsvSource({
        "*/*, text/html, true",
        "text/*, text/html, true",
        "text/*, image/png, false",
        "text/html, text/html;level=1, true",
        "text/html;level=1, text/html;level=1, true",
        "text/html;level=1;q=0.5, text/html;level=1, true",
        "text/html;level=1, text/html;level=2, false",
        "text/html;level=1, text/html, false",
        "text/html, text/plain, false"
    })
    void aRangeIncludesTypes(String range, String type, boolean included) {
        assertThat(parse(range).includes(parse(type))).isEqualTo(included);
    }

    @Test
    void whatTheProgramGivesIsChecked() {
        assertThat(MediaType.of("TEXT", "Plain")).hasToString("text/plain");
        assertThat(new MediaType("a", "b", Map.of("N", "v w"))).hasToString("a/b; n=\"v w\"");
        assertThatIllegalArgumentException().isThrownBy(() -> MediaType.of("", "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> MediaType.of("a", "b/c"));
        assertThatIllegalArgumentException().isThrownBy(() -> new MediaType("a", "b", Map.of("n=", "v")));
        assertThatIllegalArgumentException().isThrownBy(() -> new MediaType("a", "b", Map.of("n", "v\r\n")));
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextIsReadInLinearTime(String text) {
        MediaType.parse(text);
        MediaType.parse("a/b;" + text);
        MediaType.parse("a/b;c=" + text);
    }

    @Test
    void whatIsReadCanBeWrittenAndReadAgain() {
        String[] pieces = {"a", "/", ";", "=", "\"", "\\", " ", "b", "*", "charset", "é", ","};
        HostileInput.random(3, 30_000, 12, pieces)
                .map(text -> "a/b;" + text)
                .forEach(text -> MediaType.parse(text)
                        .ifPresent(type ->
                                assertThat(MediaType.parse(type.toString())).contains(type)));
    }

    private static MediaType parse(String text) {
        return MediaType.parse(text).orElseThrow();
    }
}
