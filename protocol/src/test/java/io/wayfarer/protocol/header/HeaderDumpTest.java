/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;

class HeaderDumpTest {

    private static final HeaderList HEADERS = HeaderList.builder()
            .add(":method", "GET")
            .add("Accept", "text/html")
            .add("Cookie", "a=1")
            .add("PROXY-AUTHORIZATION", "Basic b")
            .addNeverIndexed("x-key", "c")
            .build();

    @Test
    void aLineIsWrittenForEachFieldAndSecretsAreMasked() {
        assertThat(HeaderDump.of(HEADERS, "> ")).isEqualTo("""
                        > :method: GET
                        > Accept: text/html
                        > Cookie: ***
                        > PROXY-AUTHORIZATION: ***
                        > x-key: *** (never indexed)
                        """);
    }

    @Test
    void theCallerDecidesWhatIsMasked() throws IOException {
        StringBuilder out = new StringBuilder();
        HeaderDump.write(HEADERS, out, "", field -> field.name().equals("Accept"));
        assertThat(out).hasToString("""
                        :method: GET
                        Accept: ***
                        Cookie: a=1
                        PROXY-AUTHORIZATION: Basic b
                        x-key: c (never indexed)
                        """);
    }

    @Test
    void aValueCannotForgeALine() {
        assertThat(HeaderDump.of(HeaderList.of("a\r", "b\n\u0000\u007f\u0085c: dé"), ""))
                .isEqualTo("a\\x0d: b\\x0a\\x00\\x7f\\x85c: dé\n");
    }
}
