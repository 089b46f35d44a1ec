/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonPhraseTest {

    @ParameterizedTest
    @CsvSource({
        "100, Continue",
        "103, Early Hints",
        "200, OK",
        "226, IM Used",
        "308, Permanent Redirect",
        "404, Not Found",
        "413, Content Too Large",
        "422, Unprocessable Content",
        "431, Request Header Fields Too Large",
        "511, Network Authentication Required"
    })
    void aRegisteredCodeHasTheNameOfTheRegistry(int status, String name) {
        assertThat(ReasonPhrase.of(status)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 99, 104, 209, 306, 418, 427, 430, 509, 512, 599, 600, 999})
    void anUnregisteredOrUnusedCodeHasNone(int status) {
        assertThat(ReasonPhrase.of(status)).isEmpty();
    }

    @Test
    void everyNameCanBeSentAndNoneIsUsedTwice() {
        var names = IntStream.range(0, 1000)
                .mapToObj(ReasonPhrase::of)
                .flatMap(Optional::stream)
                .toList();
        assertThat(names).hasSize(61).doesNotHaveDuplicates().allMatch(Tokens::isFieldValue);
    }
}
