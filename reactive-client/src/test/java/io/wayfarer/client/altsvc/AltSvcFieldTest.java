/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.altsvc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;

/** RFC 7838 section 3, and what servers make of it. */
class AltSvcFieldTest {

    private static final Duration DAY = Duration.ofHours(24);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                // Examples of the section.
                "h2=\":8000\"                                  | h2       | ''              | 8000 | 86400    | false",
                "h2=\"new.example.org:80\"                     | h2       | new.example.org | 80   | 86400    | false",
                "w%3Dx%3Ay#z=\":443\"                          | w=x:y#z  | ''              | 443  | 86400    | false",
                "x%25y=\":443\"                                | x%y      | ''              | 443  | 86400    | false",
                "h2=\":443\"; ma=3600                          | h2       | ''              | 443  | 3600     | false",
                "h2=\":443\"; ma=2592000; persist=1            | h2       | ''              | 443  | 2592000  | true",
                // Of others.
                "h3=\"[2001:db8::1]:443\";ma=\"60\"            | h3       | [2001:db8::1]   | 443  | 60       | false",
                "http%2F1.1=\"ALT.example:8443\" ; MA=60       | http/1.1 | alt.example     | 8443 | 60       | false",
                "h3=\":443\"; ma=0                             | h3       | ''              | 443  | 0        | false",
                "h3=\":443\"; ma=99999999999999999999          | h3       | ''              | 443  | 31536000 | false",
                "h3=\":443\"; persist=2; v=\"46,43\"; x        | h3       | ''              | 443  | 86400    | false",
                "h3=\"\\a.example:443\"                        | h3       | a.example       | 443  | 86400    | false"
            })
    void anAlternativeIsReadAsTheServerMeansIt(
            String field, String protocol, String host, int port, long maxAge, boolean persist) {
        assertThat(AltSvcField.parse(List.of(field)).values())
                .containsExactly(new AltSvcField.Value(protocol, host, port, Duration.ofSeconds(maxAge), persist));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h2",
                "h2=",
                "h2=:443",
                "h2=\"\"",
                "h2=\"443\"",
                "h2=\":443",
                "h2=\":\"",
                "h2=\":0\"",
                "h2=\":65536\"",
                "h2=\":4 43\"",
                "h2=\":+443\"",
                "=\":443\"",
                "h 2=\":443\"",
                "h%2=\":443\"",
                "%00=\":443\"",
                "%20=\":443\"",
                "h2=\":443\" ma=1",
                "h2=\":443\"; ma=1; ma=2",
                "h2=\":443\"; ma=-1",
                "h2=\":443\"; ma=x",
                "h2=\":443\"x",
                "h2=\"a b:443\"",
                "h2=\"user@alt.example:443\"",
                "h2=\"alt.example/x:443\"",
                "h2=\"alt.example?:443\"",
                "h2=\"alt.example:1:443\"",
                "h2=\"::1:443\"",
                "h2=\"[::1:443\"",
                "h2=\"[::1%25eth0]:443\"",
                // What looks like a name and is an address.
                "h2=\"0x7f.1:443\"",
                "h2=\"127.1:443\"",
                "h2=\"2130706433:443\"",
                "h2=\"0177.0.0.1:443\"",
                "h2=\"[::ffff:127.0.0.1]:443\"",
                "h2=\"%31.0.0.1:443\"",
                "h2=\"bücher.example:443\"",
                "Clear",
                "clear=1"
            })
    void whatIsNoneIsLeftOut(String field) {
        AltSvcField parsed = AltSvcField.parse(List.of(field, "h3=\":443\""));

        assertThat(parsed.clear()).isFalse();
        assertThat(parsed.values()).containsExactly(new AltSvcField.Value("h3", "", 443, DAY, false));
    }

    @Test
    void theServersOrderIsKeptOverAllFields() {
        assertThat(AltSvcField.parse(List.of("h3=\":443\", , h2=\"a.example:443\"", "h3-29=\":444\""))
                        .values())
                .extracting(AltSvcField.Value::protocol)
                .containsExactly("h3", "h2", "h3-29");
    }

    @Test
    void clearTakesAllBackWhateverStandsBesideIt() {
        assertThat(AltSvcField.parse(List.of("clear"))).isEqualTo(new AltSvcField(true, List.of()));
        assertThat(AltSvcField.parse(List.of("h2=\":443\", clear"))).isEqualTo(new AltSvcField(true, List.of()));
    }

    @Test
    void aLongListIsCutAndAnEndlessOneIgnored() {
        assertThat(AltSvcField.parse(Collections.nCopies(20, "h2=\":443\"")).values())
                .hasSize(AltSvcField.MOST_VALUES);
        assertThat(AltSvcField.parse(Collections.nCopies(2000, "h2=\":443\"")).values())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"60,60", "' 60 ',60", "-1,0", "x,0", "'',0"})
    void anAgeThatIsNoneIsNone(String field, long seconds) {
        assertThat(AltSvcField.ageOf(field)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextsAreReadWithoutFailure(String text) {
        AltSvcField parsed = AltSvcField.parse(List.of(text));

        assertThat(parsed.values())
                .hasSizeLessThanOrEqualTo(AltSvcField.MOST_VALUES)
                .allSatisfy(value -> {
                    assertThat(value.port()).isBetween(1, 65_535);
                    assertThat(value.maxAge()).isBetween(Duration.ZERO, Duration.ofDays(365));
                    assertThat(value.protocol()).isNotEmpty();
                });
    }

    static Stream<String> hostile() {
        return Stream.concat(
                HostileInput.texts(),
                HostileInput.random(
                        7838,
                        500,
                        12,
                        "h2",
                        "=",
                        "\"",
                        ":443",
                        "a.example",
                        ";",
                        "ma=",
                        "9",
                        ",",
                        " ",
                        "%",
                        "\\",
                        "[",
                        "]",
                        "clear",
                        "\0"));
    }
}
