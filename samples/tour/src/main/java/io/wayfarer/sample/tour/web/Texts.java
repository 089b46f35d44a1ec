/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.web;

import java.nio.charset.StandardCharsets;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers in plain text, which are never cached: each visit shall see the page as it is then. */
final class Texts {

    private static final MediaType PLAIN = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private Texts() {}

    static Mono<ServerResponse> ok(String text) {
        return answer(200, text);
    }

    static Mono<ServerResponse> answer(int status, String text) {
        return ServerResponse.status(status)
                .contentType(PLAIN)
                .cacheControl(CacheControl.noStore())
                .bodyValue(text + "\n");
    }
}
