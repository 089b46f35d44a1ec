/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.nio.charset.StandardCharsets;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Short forms of common answers, meant to be imported statically. For everything else there is {@code ServerResponse}. */
public final class Responses {

    private static final MediaType PLAIN = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private Responses() {}

    /** 200 with a text, as {@code text/plain} in UTF-8. */
    public static Answer text(String text) {
        return new Answer(() -> ServerResponse.ok().contentType(PLAIN).bodyValue(text));
    }
}
