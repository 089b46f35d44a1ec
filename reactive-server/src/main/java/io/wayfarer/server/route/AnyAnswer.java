/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Makes responses of whatever a handler returns. */
final class AnyAnswer {

    private AnyAnswer() {}

    /** The response that a value stands for; empty where it stands for none. */
    static Mono<ServerResponse> of(@Nullable Object value) {
        if (value == null) {
            return Mono.empty();
        }
        if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        }
        ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(value.getClass(), value);
        return adapter == null ? present(value) : later(adapter, value);
    }

    private static Mono<ServerResponse> later(ReactiveAdapter adapter, Object value) {
        if (adapter.isMultiValue()) {
            throw new IllegalArgumentException("answer: a " + value.getClass().getName()
                    + " (expected: one value; for several say what they are with stream(..) or sse(..))");
        }
        return Mono.from(adapter.toPublisher(value)).flatMap(AnyAnswer::of);
    }

    private static Mono<ServerResponse> present(Object value) {
        if (value instanceof ServerResponse response) {
            return Mono.just(response);
        }
        if (value instanceof CharSequence text) {
            return Responses.text(text.toString());
        }
        if (value instanceof Integer code) {
            return status(HttpStatusCode.valueOf(code));
        }
        if (value instanceof HttpStatusCode status) {
            return status(status);
        }
        if (value instanceof Throwable error) {
            return Mono.error(error);
        }
        if (value instanceof ResponseEntity<?> entity) {
            return entity(entity);
        }
        if (value instanceof ProblemDetail problem) {
            return ServerResponse.status(problem.getStatus())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .bodyValue(problem);
        }
        ServerResponse.BodyBuilder builder = ServerResponse.ok();
        return (value instanceof byte[] ? builder.contentType(MediaType.APPLICATION_OCTET_STREAM) : builder)
                .bodyValue(value);
    }

    private static Mono<ServerResponse> status(HttpStatusCode status) {
        if (status.is1xxInformational()) {
            throw new IllegalArgumentException("answer: " + status.value() + " (expected: a final status)");
        }
        return status.isError()
                ? Mono.error(new ResponseStatusException(status))
                : ServerResponse.status(status).build();
    }

    private static Mono<ServerResponse> entity(ResponseEntity<?> entity) {
        ServerResponse.BodyBuilder builder =
                ServerResponse.status(entity.getStatusCode()).headers(headers -> headers.putAll(entity.getHeaders()));
        Object body = entity.getBody();
        return body == null ? builder.build() : builder.bodyValue(body);
    }
}
