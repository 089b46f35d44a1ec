/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * A router function of somebody else below a prefix. Whether it wants a request is known only when it is asked, which
 * happens while a route is looked for, so that a request it does not want goes on to others; what it said then is kept
 * for {@link #handle}.
 */
final class Mount implements HandlerFunction<ServerResponse> {

    private static final String FOUND_ATTRIBUTE = Mount.class.getName() + ".found";

    private final RouterFunction<ServerResponse> declared;
    private final RouterFunction<ServerResponse> nested;

    Mount(String prefix, RouterFunction<ServerResponse> declared) {
        this.declared = declared;
        this.nested = prefix.isEmpty() ? declared : RouterFunctions.nest(RequestPredicates.path(prefix), declared);
    }

    /** What is shown of it: the whole function, at its place. */
    void accept(RouterFunctions.Visitor visitor) {
        nested.accept(visitor);
    }

    /** Asks the function and keeps its handler; true if it has one. */
    Mono<Boolean> wants(ServerRequest request) {
        return nested.route(request).map(handler -> {
            request.attributes().put(FOUND_ATTRIBUTE, handler);
            return true;
        });
    }

    @Override
    @SuppressWarnings("unchecked") // put there by this class alone
    public Mono<ServerResponse> handle(ServerRequest request) {
        Object found = request.attributes().remove(FOUND_ATTRIBUTE);
        return found == null ? Mono.empty() : ((HandlerFunction<ServerResponse>) found).handle(request);
    }

    @Override
    public String toString() {
        return declared.toString();
    }
}
