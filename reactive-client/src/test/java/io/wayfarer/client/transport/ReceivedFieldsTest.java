/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

import io.wayfarer.protocol.header.HeaderList;

class ReceivedFieldsTest {

    private final HttpHeaders headers = ReceivedFields.headers(
            HeaderList.of(":status", "200", "Set-Cookie", "a=1", "Content-Type", "text/plain", "set-cookie", "b=2"));

    @Test
    void aFieldIsFoundWhateverTheCaseOfItsName() {
        assertThat(headers.getFirst("content-type")).isEqualTo("text/plain");
        assertThat(headers.get("SET-COOKIE")).containsExactly("a=1", "b=2");
        assertThat(headers.containsHeader("set-Cookie")).isTrue();
        assertThat(headers.containsHeader("Location")).isFalse();
        assertThat(headers.get("Location")).isNull();
    }

    @Test
    void aNameIsListedOnceAndTheStatusIsNone() {
        assertThat(headers.headerNames()).containsExactly("Set-Cookie", "Content-Type");
        assertThat(headers.size()).isEqualTo(2);
        assertThat(headers.containsHeader(":status")).isFalse();
        assertThat(headers.getFirst(":status")).isNull();
    }

    @Test
    void nothingCanBeChanged() {
        assertThatThrownBy(() -> headers.add("X", "1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> headers.remove("Set-Cookie")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(headers.headerNames()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "12, 12", "'', -1", "1x, -1", "-1, -1", "9999999999999999999, -1"})
    void aContentLengthThatIsNoNumberIsNone(String value, long length) {
        assertThat(ReceivedFields.contentLength(HeaderList.of("content-length", value)))
                .isEqualTo(length);
    }
}
