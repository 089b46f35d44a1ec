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

import io.wayfarer.fixture.HostileInput;

@Timeout(10)
class FormDataTest {

    @Test
    void repeatedNamesKeepTheirOrder() {
        FormData form =
                FormData.builder().add("a", "1").add("b", "x y").add("a", "2").build();
        assertThat(form.encode()).isEqualTo("a=1&b=x+y&a=2");
        assertThat(form.all("a")).containsExactly("1", "2");
        assertThat(form.first("a")).contains("1");
        assertThat(form.first("A")).isEmpty();
        assertThat(form.all("c")).isEmpty();
        assertThat(FormData.parse(form.encode())).isEqualTo(form).hasSameHashCodeAs(form);
    }

    @Test
    void aFormIsNotChangedByTheBuilderThatMadeIt() {
        FormData.Builder builder = FormData.builder().add("a", "1");
        FormData form = builder.build();
        builder.add("b", "2");
        assertThat(form.entries()).containsExactly(new FormData.Entry("a", "1"));
        assertThat(builder.build().entries()).hasSize(2);
    }

    /** WHATWG URL section 5.1. */
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "&, ''",
        "&&&, ''",
        "a, a=",
        "a=, a=",
        "=, =",
        "=a, =a",
        "a=b=c, a=b%3Dc",
        "a&&b, a=&b=",
        "&a=1&, a=1",
        "a+b=c+d, a+b=c+d",
        "%61=%62, a=b",
        "a%26b=1, a%26b=1",
        "a%=%, a%25=%25",
        "a=ü, a=%C3%BC"
    })
    void anyTextMeansSomeEntries(String text, String normalized) {
        assertThat(FormData.parse(text).encode()).isEqualTo(normalized);
    }

    @Test
    void anEmptyFormIsEmptyText() {
        assertThat(FormData.builder().build().encode()).isEmpty();
        assertThat(FormData.parse("").entries()).isEmpty();
    }

    @Test
    void valuesDoNotShowInTheStringForm() {
        FormData form = FormData.builder().add("password", "hunter2").build();
        assertThat(form.toString()).contains("password").doesNotContain("hunter2");
        assertThat(form.entries().toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @MethodSource("io.wayfarer.fixture.HostileInput#texts")
    void hostileTextRoundTripsAfterItsFirstReading(String text) {
        FormData form = FormData.parse(text);
        assertThat(FormData.parse(form.encode())).isEqualTo(form);
    }

    @Test
    void randomEntriesSurviveTheWire() {
        List<String> texts = HostileInput.random(8, 20_000, 6, "a", "&", "=", "+", " ", "%", "😀", "\0", "\r\n")
                .toList();
        FormData.Builder builder = FormData.builder();
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            builder.add(texts.get(i), texts.get(i + 1));
        }
        FormData form = builder.build();
        assertThat(FormData.parse(form.encode())).isEqualTo(form);
    }
}
