/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

import io.wayfarer.protocol.header.HeaderList;

class HeaderFieldsTest {

    private final HttpHeaders headers = HeaderFields.headers(
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

    @Test
    void theListIsHadBackWithoutWhatIsNoField() {
        HeaderList fields = HeaderList.of("Accept", "a/b", "X", "1", "x", "2");

        assertThat(HeaderFields.list(HeaderFields.headers(fields))).isSameAs(fields);
        assertThat(HeaderFields.list(headers))
                .isEqualTo(HeaderList.of("Set-Cookie", "a=1", "Content-Type", "text/plain", "set-cookie", "b=2"));
    }

    @Test
    void headersOfAnyKindBecomeAListInTheirOrder() {
        HttpHeaders spring = new HttpHeaders();
        spring.add("B", "1");
        spring.add("a", "2");
        spring.add("b", "3");

        HeaderList list = HeaderList.of("B", "1", "B", "3", "a", "2");
        assertThat(HeaderFields.list(spring)).isEqualTo(list);
        assertThat(HeaderFields.list(HttpHeaders.readOnlyHttpHeaders(spring))).isEqualTo(list);
    }

    @Test
    void credentialsEnterNoTableOfACompression() {
        HttpHeaders spring = new HttpHeaders();
        spring.set("Accept", "*/*");
        spring.setBasicAuth("ada", "secret");

        HeaderList list = HeaderFields.list(spring);

        assertThat(list.neverIndexed(list.indexOf("Authorization", 0))).isTrue();
        assertThat(list.neverIndexed(list.indexOf("Accept", 0))).isFalse();
    }

    @Test
    void frozenFieldsAndACopyAreTheirOwn() {
        HttpHeaders spring = new HttpHeaders();
        spring.add("X", "1");
        HttpHeaders frozen = HeaderFields.frozen(spring);
        HttpHeaders copy = HeaderFields.copyOf(frozen);

        spring.add("X", "2");
        copy.add("Y", "3");

        assertThat(frozen).isEqualTo(HeaderFields.headers(HeaderList.of("X", "1")));
        assertThat(copy.headerNames()).containsExactly("X", "Y");
        assertThat(copy.get("X")).containsExactly("1");
    }
}
