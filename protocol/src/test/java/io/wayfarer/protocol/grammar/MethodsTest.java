/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MethodsTest {

    /** RFC 9110 section 9.2, and table 7 of section 18.2. */
    @ParameterizedTest
    @CsvSource({
        "GET, true, true",
        "HEAD, true, true",
        "OPTIONS, true, true",
        "TRACE, true, true",
        "PUT, false, true",
        "DELETE, false, true",
        "POST, false, false",
        "PATCH, false, false",
        "CONNECT, false, false",
        "get, false, false",
        "BREW, false, false"
    })
    void aMethodIsSafeOrIdempotentOnlyByDefinition(String method, boolean safe, boolean idempotent) {
        assertThat(Methods.isSafe(method)).isEqualTo(safe);
        assertThat(Methods.isIdempotent(method)).isEqualTo(idempotent);
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void nothingIsAssumedOfAMethodNobodyKnows(String method) {
        assertThat(Methods.isSafe(method)).isFalse();
        assertThat(Methods.isIdempotent(method)).isFalse();
    }
}
