/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.web;

import java.nio.charset.StandardCharsets;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A text that is longer than anybody shows, written as fast as it is read. */
public final class LongText {

    private static final int LINES = 100_000;
    private static final int LINES_AT_ONCE = 1000;

    private LongText() {}

    /** Numbered lines, more than half a mebibyte of them. */
    public static Mono<ServerResponse> lines(ServerRequest request) {
        Flux<String> lines = Flux.range(1, LINES)
                .map(number -> number + "\n")
                .buffer(LINES_AT_ONCE)
                .map(some -> String.join("", some));
        return ServerResponse.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(lines, String.class);
    }
}
