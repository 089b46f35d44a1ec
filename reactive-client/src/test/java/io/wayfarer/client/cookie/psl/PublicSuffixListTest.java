/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie.psl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicSuffixListTest {

    private static final PublicSuffixList LIST = PublicSuffixList.bundled();
    private static final Pattern CHECK = Pattern.compile("checkPublicSuffix\\(('.*?'|null), ('.*?'|null)\\);");

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource({"table", "script"})
    void theRegistrableDomainIsAsTheTablesOfTheListSay(String host, String expected) {
        assertThat(LIST.registrableDomain(host).orElse("null")).isEqualTo(expected);
    }

    static Stream<Arguments> table() throws IOException {
        List<Arguments> cases = lines("tests.txt")
                .filter(line -> !line.isBlank() && !line.startsWith("//"))
                .map(line -> line.split(" ", -1))
                .filter(columns -> !columns[0].equals("null")) // No host at all, which Java does not pass.
                .map(columns -> Arguments.of(columns[0], columns[1]))
                .toList();
        System.out.println("public suffix list: " + cases.size() + " cases of tests.txt");
        return cases.stream();
    }

    static Stream<Arguments> script() throws IOException {
        List<Arguments> cases = lines("test_psl.txt")
                .map(CHECK::matcher)
                .filter(Matcher::lookingAt)
                .filter(match -> !match.group(1).equals("null")) // As above.
                .map(match -> Arguments.of(
                        match.group(1).replace("'", ""), match.group(2).replace("'", "")))
                .toList();
        System.out.println("public suffix list: " + cases.size() + " cases of test_psl.txt");
        return cases.stream();
    }

    @Test
    void everyRuleOfTheListIsFoundInBothSpellings() throws IOException {
        int rules = 0;
        for (String line : resource("/io/wayfarer/client/cookie/psl/public_suffix_list.dat")
                .toList()) {
            if (line.isBlank() || line.startsWith("//")) {
                continue;
            }
            rules++;
            String rule = line.split("\\s", 2)[0];
            for (String spelling : List.of(rule, ascii(rule))) {
                if (rule.startsWith("!")) {
                    assertThat(LIST.registrableDomain(spelling.substring(1))).hasValue(spelling.substring(1));
                } else if (rule.startsWith("*.")) {
                    assertThat(LIST.isPublicSuffix("any" + spelling.substring(1)))
                            .as(rule)
                            .isTrue();
                } else {
                    assertThat(LIST.isPublicSuffix(spelling)).as(rule).isTrue();
                    String below = "sub.zz-name." + spelling;
                    assertThat(LIST.registrableDomain(below)).as(rule).isPresent();
                }
            }
        }
        assertThat(LIST.size()).isEqualTo(rules).isEqualTo(10_248);
        System.out.println("public suffix list: " + rules + " rules");
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.co.uk, co.uk, example.co.uk",
        "a.b.example.co.uk, co.uk, example.co.uk",
        "someone.github.io, github.io, someone.github.io",
        "WWW.Example.COM, com, example.com",
        "www.example.com., com, example.com",
        "host.intranet, intranet, host.intranet"
    })
    void aHostHasASuffixAndARegistrableDomain(String host, String suffix, String registrable) {
        assertThat(LIST.publicSuffix(host)).hasValue(suffix);
        assertThat(LIST.registrableDomain(host)).hasValue(registrable);
        assertThat(LIST.isPublicSuffix(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com", "com.", "co.uk", "github.io", "localhost", "食狮.中国.ck"})
    void aPublicSuffixHasNoRegistrableDomain(String host) {
        boolean listed = LIST.isPublicSuffix(host);
        assertThat(LIST.registrableDomain(host).isEmpty()).isEqualTo(listed);
        assertThat(listed).isEqualTo(!host.endsWith(".ck"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]", "10.0.0.1", "", ".", "..", ".com", "com.."})
    void whatIsNoDomainNameHasNeither(String host) {
        assertThat(LIST.publicSuffix(host)).isEmpty();
        assertThat(LIST.registrableDomain(host)).isEmpty();
        assertThat(LIST.isPublicSuffix(host)).isFalse();
    }

    @Test
    void aWildcardMayStandInTheMiddleAndAnExceptionWins() throws IOException {
        PublicSuffixList list = PublicSuffixList.read(new StringReader("""
                // a comment
                a.*.example this is passed over
                *.deep.example
                !open.deep.example
                """));

        assertThat(list.size()).isEqualTo(3);
        assertThat(list.publicSuffix("x.a.b.example")).hasValue("a.b.example");
        assertThat(list.publicSuffix("x.a.deep.example")).hasValue("a.deep.example");
        assertThat(list.publicSuffix("x.c.b.example")).hasValue("example");
        assertThat(list.publicSuffix("x.open.deep.example")).hasValue("deep.example");
    }

    @Test
    void aListIsReadFromAFileAndMustHoldARule(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("list.dat"), "internal\nlab.internal\n");
        assertThat(PublicSuffixList.read(file).registrableDomain("a.b.lab.internal"))
                .hasValue("b.lab.internal");

        Path empty = Files.writeString(folder.resolve("empty.dat"), "// nothing\n");
        assertThatThrownBy(() -> PublicSuffixList.read(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no rule");
    }

    private static String ascii(String rule) {
        StringBuilder out = new StringBuilder();
        for (String label : rule.split("\\.", -1)) {
            out.append(out.isEmpty() ? "" : ".").append(Punycode.toAscii(label));
        }
        return out.toString();
    }

    private static Stream<String> lines(String file) throws IOException {
        return resource("/conformance/public-suffix-list/" + file);
    }

    private static Stream<String> resource(String name) throws IOException {
        try (InputStream in = PublicSuffixListTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList().stream();
        }
    }
}
