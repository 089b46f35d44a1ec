/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * An answer about a file. Those that {@code ServerResponse.ok()} makes would evaluate the request's preconditions once more,
 * and in Spring's way.
 *
 * @param length of the body, or of what the body would be
 * @param body null for none
 */
record FileResponse(
        HttpStatus status,
        HttpHeaders headers,
        long length,
        @Nullable Body body) implements ServerResponse {

    /** Sends a body. */
    @FunctionalInterface
    interface Body {

        Mono<Void> send(ServerHttpResponse response);
    }

    /** An answer that consists of its head. */
    static FileResponse without(HttpStatus status, HttpHeaders headers, long length) {
        return new FileResponse(status, headers, length, null);
    }

    @Override
    public HttpStatusCode statusCode() {
        return status;
    }

    @Override
    public MultiValueMap<String, ResponseCookie> cookies() {
        return CollectionUtils.unmodifiableMultiValueMap(new LinkedMultiValueMap<>());
    }

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        HttpHeaders target = response.getHeaders();
        headers.forEach((name, values) -> {
            // put() looks for the value before, of which there is none, and makes a list of it.
            if (values.size() == 1) {
                target.set(name, values.get(0));
            } else {
                target.put(name, values);
            }
        });
        target.setContentLength(length);
        return body == null ? response.setComplete() : body.send(response);
    }
}
