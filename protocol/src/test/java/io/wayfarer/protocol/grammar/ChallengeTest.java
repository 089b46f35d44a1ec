/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;

@Timeout(10)
class ChallengeTest {

    /** The example of RFC 9110 section 11.6.1. */
    @Test
    void twoChallengesInOneFieldAreToldApart() {
        List<Challenge> challenges = Challenge.parse(
                        "Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\"")
                .orElseThrow();
        assertThat(challenges).hasSize(2);
        assertThat(challenges.get(0).is("basic")).isTrue();
        assertThat(challenges.get(0).scheme()).isEqualTo("Basic");
        assertThat(challenges.get(0).parameters()).containsOnlyKeys("realm");
        assertThat(challenges.get(1).is("Newauth")).isTrue();
        assertThat(challenges.get(1).parameter("REALM")).contains("apps");
        assertThat(challenges.get(1).parameter("type")).contains("1");
        assertThat(challenges.get(1).parameter("title")).contains("Login to \"apps\"");
    }

    /** Schemes, each with its token68 behind a colon or its parameters in brackets. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ''",
                "' , ,' | ''",
                "Basic | Basic[]",
                "Negotiate, NTLM | Negotiate[] NTLM[]",
                "Negotiate, NTLM, Basic realm=x | Negotiate[] NTLM[] Basic[realm=x]",
                "Negotiate YII= | Negotiate:YII=",
                "NTLM TlRMTVNTUAAC== , Basic realm=\"\" | NTLM:TlRMTVNTUAAC== Basic[realm=]",
                "X a/b+c-d._~ | X:a/b+c-d._~",
                "X abc | X:abc",
                "X a=b | X[a=b]",
                "X a = \"b\" ,, c= d | X[a=b, c=d]",
                "Digest realm=r,nonce=\"a,b\",qop=\"auth, auth-int\" | Digest[realm=r, nonce=a,b, qop=auth, auth-int]",
                "X a=b, Y | X[a=b] Y[]",
                "X a=b, Y c=, Z | X[a=b] Y:c= Z[]",
                ",X ,Y, | X[] Y[]",
                "Basic realm=\"a\tb\u00e9\" | Basic[realm=a\tb\u00e9]"
            })
    void commasSeparateChallengesAndParameters(String text, String expected) {
        assertThat(Challenge.parse(text).map(ChallengeTest::describe)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=",
                "Basic=",
                "Basic realm=\"x",
                "Basic realm=\"x\"y",
                "Basic realm=x y=z",
                "Basic realm=x realm=y",
                "Basic realm=x, REALM=y",
                "X a=b/c",
                "X abc def",
                "X abc, def=ghi jkl=m",
                "X ===",
                "a@b",
                "Basic\0",
                "Basic realm=\"\0\"",
                "Basic realm=\"\\",
                "Bäsic realm=x",
                "X \"a\"",
                "X a=\"b\" Y"
            })
    void aBrokenFieldIsRefusedAsAWhole(String text) {
        assertThat(Challenge.parse(text)).isEmpty();
    }

    @Test
    void valuesDoNotShowInTheStringForm() {
        assertThat(Challenge.parse("Digest nonce=secret").orElseThrow().toString())
                .contains("nonce")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextIsReadOrRefusedButNeverThrows(String text) {
        wellFormed(text);
    }

    @Test
    void randomFieldsNeverThrow() {
        HostileInput.random(10, 100_000, 14, "a", "Basic", "=", "==", ",", " ", "\t", "\"", "\\", "x/y", "\0", "\u00ff")
                .forEach(ChallengeTest::wellFormed);
    }

    private static void wellFormed(String text) {
        Challenge.parse(text)
                .ifPresent(challenges -> assertThat(challenges).allSatisfy(challenge -> {
                    assertThat(Tokens.isToken(challenge.scheme())).isTrue();
                    assertThat(challenge.parameters().keySet()).allMatch(Tokens::isToken);
                    assertThat(challenge.parameters().values()).allMatch(Tokens::isFieldValue);
                    assertThat(challenge.token68().isPresent()
                                    && !challenge.parameters().isEmpty())
                            .isFalse();
                }));
    }

    private static String describe(List<Challenge> challenges) {
        return String.join(
                " ",
                challenges.stream()
                        .map(challenge -> challenge.scheme()
                                + challenge
                                        .token68()
                                        .map(token -> ":" + token)
                                        .orElseGet(() -> challenge
                                                .parameters()
                                                .toString()
                                                .replace('{', '[')
                                                .replace('}', ']')))
                        .toList());
    }
}
