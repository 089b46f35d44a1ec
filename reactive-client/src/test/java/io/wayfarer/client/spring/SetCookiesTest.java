/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseCookie;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ClientFace;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.fixture.RawPeer;

/** What {@code WebClient} shows of the cookies that a server sets. */
class SetCookiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Map<String, List<ResponseCookie>> cookies(String... fields) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
        for (String field : fields) {
            answer.append("Set-Cookie: ").append(field).append("\r\n");
        }
        try (RawPeer peer = RawPeer.answering(answer + "\r\n")) {
            return Objects.requireNonNull(ClientFace.webClient(ReactiveHttpClient.create())
                    .get()
                    .uri(peer.uri("/"))
                    .exchangeToMono(answered -> answered.releaseBody().then(Mono.fromSupplier(answered::cookies)))
                    .block(PATIENCE));
        }
    }

    @Test
    void theAttributesAreThoseThatTheJarReads() {
        assertThat(cookies("a=b; Domain=.Shop.example; Path=/x; Max-Age=60; Secure; HttpOnly; SameSite=lax", "a=c"))
                .containsOnlyKeys("a")
                .extractingByKey("a", InstanceOfAssertFactories.list(ResponseCookie.class))
                .containsExactly(
                        ResponseCookie.from("a", "b")
                                .domain("shop.example")
                                .path("/x")
                                .maxAge(60)
                                .secure(true)
                                .httpOnly(true)
                                .sameSite("Lax")
                                .build(),
                        ResponseCookie.from("a", "c").build());
    }

    @Test
    void whatAResponseCookieCannotHoldIsLeftOutAndHarmsNoOther() {
        assertThat(cookies(
                        "a b=name",
                        "b=with space",
                        "c=\u00e9",
                        "d=e; Domain=-x.example",
                        "e=f; Path=/\u00e9",
                        "nameless",
                        "=value",
                        "f=" + "x".repeat(5000),
                        "good=1"))
                .containsOnlyKeys("good");
    }
}
