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
class UriReferenceTest {

    private static final UriReference BASE = parse("http://a/b/c/d;p?q");

    /** RFC 3986 section 5.4.1. */
    @ParameterizedTest
    @CsvSource({
        "g:h, g:h",
        "g, http://a/b/c/g",
        "./g, http://a/b/c/g",
        "g/, http://a/b/c/g/",
        "/g, http://a/g",
        "//g, http://g",
        "?y, http://a/b/c/d;p?y",
        "g?y, http://a/b/c/g?y",
        "'#s', http://a/b/c/d;p?q#s",
        "'g#s', http://a/b/c/g#s",
        "'g?y#s', http://a/b/c/g?y#s",
        ";x, http://a/b/c/;x",
        "g;x, http://a/b/c/g;x",
        "'g;x?y#s', http://a/b/c/g;x?y#s",
        "'', http://a/b/c/d;p?q",
        "., http://a/b/c/",
        "./, http://a/b/c/",
        ".., http://a/b/",
        "../, http://a/b/",
        "../g, http://a/b/g",
        "../.., http://a/",
        "../../, http://a/",
        "../../g, http://a/g"
    })
    void theNormalExamplesOfSection541AreResolved(String reference, String meaning) {
        assertThat(BASE.resolve(parse(reference))).hasToString(meaning);
    }

    /** RFC 3986 section 5.4.2. */
    @ParameterizedTest
    @CsvSource({
        "../../../g, http://a/g",
        "../../../../g, http://a/g",
        "/./g, http://a/g",
        "/../g, http://a/g",
        "g., http://a/b/c/g.",
        ".g, http://a/b/c/.g",
        "g.., http://a/b/c/g..",
        "..g, http://a/b/c/..g",
        "./../g, http://a/b/g",
        "./g/., http://a/b/c/g/",
        "g/./h, http://a/b/c/g/h",
        "g/../h, http://a/b/c/h",
        "g;x=1/./y, http://a/b/c/g;x=1/y",
        "g;x=1/../y, http://a/b/c/y",
        "g?y/./x, http://a/b/c/g?y/./x",
        "g?y/../x, http://a/b/c/g?y/../x",
        "'g#s/./x', http://a/b/c/g#s/./x",
        "'g#s/../x', http://a/b/c/g#s/../x",
        "http:g, http:g"
    })
    void theAbnormalExamplesOfSection542AreResolved(String reference, String meaning) {
        assertThat(BASE.resolve(parse(reference))).hasToString(meaning);
    }

    /** RFC 3986 section 5.2.3: a base without a path. */
    @Test
    void aRelativePathBesideAnAuthorityAloneBeginsAtTheRoot() {
        assertThat(parse("http://a").resolve(parse("g"))).hasToString("http://a/g");
        assertThat(parse("http://a").resolve(parse("?y"))).hasToString("http://a?y");
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b/c/./../../g, /a/g",
        "mid/content=5/../6, mid/6",
        "'', ''",
        "/, /",
        "/.., /",
        "/../.., /",
        "/..//b, //b",
        "/a/.., /",
        "/a/../.., /",
        "/a//../b, /a/b",
        "/a/./b/., /a/b/",
        "a/../b, b",
        "../a, a",
        "/.../.a/a., /.../.a/a."
    })
    void dotSegmentsAreRemovedAndNeverLeadAboveTheRoot(String path, String plain) {
        assertThat(UriReference.removeDotSegments(path)).isEqualTo(plain);
        assertThat(UriReference.removeDotSegments(plain)).isEqualTo(plain);
    }

    @Test
    void componentsThatAreAbsentDifferFromEmptyOnes() {
        assertThat(parse("a")).isEqualTo(new UriReference(null, null, "a", null, null));
        assertThat(parse("//?#")).isEqualTo(new UriReference(null, "", "", "", ""));
        assertThat(parse("ldap://[2001:db8::7]/c=GB?objectClass?one"))
                .isEqualTo(new UriReference("ldap", "[2001:db8::7]", "/c=GB", "objectClass?one", null));
        assertThat(parse("http://user@a:80/%7E?%20#f/?"))
                .isEqualTo(new UriReference("http", "user@a:80", "/%7E", "%20", "f/?"));
        assertThat(parse("./a:b")).isEqualTo(new UriReference(null, null, "./a:b", null, null));
    }

    @Test
    void aPathIsNeverTakenForAnAuthority() {
        UriReference resolved = parse("s:/a/b").resolve(parse("/..//c"));
        assertThat(resolved.path()).isEqualTo("//c");
        assertThat(resolved).hasToString("s:/.//c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b", " a", "a\t", "a\n", "é", "\"", "<a>", "a\\b", "a^b", "{a}", "a|b", "`", "%", "%4", "%4g", "1a:b",
                ":a", "+a:b", "a#b#c", "/[a]", "?[", "#]", "\0"
            })
    void whatTheGrammarDoesNotAllowIsRefused(String text) {
        assertThat(UriReference.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextIsReadOnceAndRoundTripsWhenItIsAReference(String text) {
        UriReference.removeDotSegments(text + "/../" + text);
        UriReference.parse(text).ifPresent(reference -> assertThat(reference).hasToString(text));
    }

    @Test
    void whatIsResolvedIsAReferenceWithoutDotSegments() {
        String[] pieces = {"a", ":", "/", "//", ".", "..", "/..", "/./", "?", "#", "%41", "@", "[::1]", ";"};
        HostileInput.random(11, 20_000, 9, pieces)
                .forEach(text -> UriReference.parse(text).ifPresent(reference -> {
                    assertThat(reference).hasToString(text);
                    UriReference resolved = BASE.resolve(reference);
                    assertThat(UriReference.removeDotSegments(resolved.path())).isEqualTo(resolved.path());
                    assertThat(UriReference.parse(resolved.toString()))
                            .hasValueSatisfying(again -> assertThat(again).hasToString(resolved.toString()));
                }));
    }

    @Test
    void manyParentSegmentsTakeLinearTime() {
        String deep = "/" + "a/".repeat(200_000) + "../".repeat(200_001) + "b";
        assertThat(UriReference.removeDotSegments(deep)).isEqualTo("/b");
    }

    private static UriReference parse(String text) {
        return UriReference.parse(text).orElseThrow();
    }
}
