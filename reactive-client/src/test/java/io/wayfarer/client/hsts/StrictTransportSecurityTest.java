/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictTransportSecurityTest {

    // The first five are the examples of RFC 6797 section 6.2.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "max-age=31536000,                          31536000, false",
                "max-age=15768000 ; includeSubDomains,      15768000, true",
                "max-age=\"31536000\",                      31536000, false",
                "max-age=0,                                 0,        false",
                "max-age=0; includeSubDomains,              0,        true",
                "MAX-AGE=1; INCLUDESUBDOMAINS,              1,        true",
                "includeSubDomains;max-age=1,               1,        true",
                "max-age=1; preload,                        1,        false",
                "max-age=1; unknown=value; other=\"a;b\\\"\", 1,      false",
                "; ;max-age=1;;,                            1,        false",
                "`  max-age  =  1  `,                       1,        false",
                "max-age=007,                               7,        false",
                "max-age=\"\\1\",                           1,        false",
                "max-age=99999999999999999999999,           3153600000, false"
            })
    void isReadByItsGrammar(String value, long maxAgeSeconds, boolean includeSubDomains) {
        assertThat(StrictTransportSecurity.parse(value))
                .contains(new StrictTransportSecurity(maxAgeSeconds, includeSubDomains));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "includeSubDomains",
                "max-age",
                "max-age=",
                "max-age=\"\"",
                "max-age=-1",
                "max-age=+1",
                "max-age=1.5",
                "max-age=1s",
                "max-age=\"1",
                "max-age=1\"",
                "max-age='1'",
                "max-age=1 2",
                "max-age=\u0661",
                "max-age=1, max-age=2",
                "max-age=1; max-age=1",
                "max-age=1; MAX-AGE=2",
                "max-age=1; includeSubDomains; includesubdomains",
                "max-age=1; includeSubDomains=true",
                "max-age=1; includeSubDomains=",
                "max-age=1; unknown; unknown",
                "max-age=1; a=",
                "max-age=1; =a",
                "max-age=1; a b",
                "max-age=1; a=\"\\",
                "max-age=1; (comment)",
                "max-age=1\r\n",
                "max-age=1\0",
                "max-age=1; a=\"\0\"",
                "max-age=1; \ud800"
            })
    void thatBreaksTheGrammarIsIgnored(String value) {
        assertThat(StrictTransportSecurity.parse(value)).isEmpty();
    }

    @Test
    void thatIsHugeIsReadToo() {
        assertThat(StrictTransportSecurity.parse("max-age=1" + ";".repeat(64 * 1024)))
                .isPresent();
        assertThat(StrictTransportSecurity.parse("max-age=1;a=\"" + "\\\"".repeat(32 * 1024) + "\""))
                .isPresent();
        assertThat(StrictTransportSecurity.parse("max-age=" + "9".repeat(64 * 1024)))
                .isPresent();
    }

    @Test
    void noiseNeverThrows() {
        Random random = new Random(6797);
        String alphabet = "max-ge=\"\\;, \t01includeSubDomains\0\r\n\u00e4\ud800";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder noise = new StringBuilder(random.nextBoolean() ? "max-age=1;" : "");
            for (int n = random.nextInt(24); n > 0; n--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(StrictTransportSecurity.parse(noise.toString())).isNotNull();
        }
    }
}
