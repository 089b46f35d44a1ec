/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/**
 * The handler of the requests that a route answers first: asks that route, and as long as the answer is empty and nothing
 * has been sent, the next one in order of precedence. WebFlux would make 200 of an empty answer; here it is 404 after the
 * last route.
 */
final class Candidates implements HandlerFunction<ServerResponse> {

    private final Routes table;
    private final Route first;
    private final Route.Outer outer;
    private final Mono<HandlerFunction<ServerResponse>> found = Mono.just(this);

    Candidates(Routes table, Route first, Route.Outer outer) {
        this.table = table;
        this.first = first;
        this.outer = outer;
    }

    /** This handler as a router function returns it. */
    Mono<HandlerFunction<ServerResponse>> found() {
        return found;
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        ServerRequest asked = KeptBody.of(request, first.bufferBytes());
        Mono<ServerResponse> handled = first.handler().handle(asked);
        Mono<ServerResponse> answer = handled instanceof Answer own ? own.response() : handled;
        // The others are searched for only if needed: almost always the first route answers.
        return known(answer) != null
                ? answer
                : answer.switchIfEmpty(Mono.defer(() -> {
                    List<Route> routes = table.candidates(asked);
                    return next(asked, routes, routes.indexOf(first) + 1);
                }));
    }

    /** The answer of a {@code Mono} that has it already, so that no operator is needed to wait for it; else null. */
    static @Nullable ServerResponse known(Mono<ServerResponse> answer) {
        try {
            return answer instanceof Fuseable.ScalarCallable<?> scalar ? (ServerResponse) scalar.call() : null;
        } catch (Exception failure) {
            // That of a Mono which has failed already; whoever subscribes is told.
            return null;
        }
    }

    private Mono<ServerResponse> next(ServerRequest request, List<Route> routes, int index) {
        if (request.exchange().getResponse().isCommitted()) {
            return Mono.empty();
        }
        if (index >= routes.size()) {
            return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
        }
        Route route = routes.get(index);
        outer.restore(request.attributes());
        Mount mount = route.mount();
        if (mount == null) {
            route.bind(Routes.path(request), outer, request.attributes());
        }
        return (mount == null ? Mono.just(true) : mount.wants(request))
                .flatMap(wanted -> {
                    report(request);
                    return route.handler().handle(KeptBody.of(request, route.bufferBytes()));
                })
                .switchIfEmpty(Mono.defer(() -> next(request, routes, index + 1)));
    }

    /** Tells WebFlux, which has noted the first route by now, of another one. */
    private static void report(ServerRequest request) {
        request.attributes().put(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, request.pathVariables());
        if (request.attributes().get(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE) instanceof PathPattern pattern) {
            request.attributes().put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
            ServerRequestObservationContext.findCurrent(request.attributes())
                    .ifPresent(context -> context.setPathPattern(pattern.getPatternString()));
        }
    }

    @Override
    public String toString() {
        return first.toString();
    }
}
