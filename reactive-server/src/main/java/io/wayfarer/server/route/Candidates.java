/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/**
 * The handler of one request: asks the first route, and as long as the answer is empty and nothing has been sent, the
 * next one in order of precedence. WebFlux would make 200 of an empty answer; here it is 404 after the last route.
 */
final class Candidates implements HandlerFunction<ServerResponse> {

    private final RouteTree tree;
    private final PathContainer path;
    private final Wanted wanted;
    private final Route first;
    private final Route.Outer outer;

    Candidates(RouteTree tree, PathContainer path, Wanted wanted, Route first, Route.Outer outer) {
        this.tree = tree;
        this.path = path;
        this.wanted = wanted;
        this.first = first;
        this.outer = outer;
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        // The others are searched for only if needed: almost always the first route answers.
        return first.handler()
                .handle(request)
                .switchIfEmpty(Mono.defer(() -> next(request, tree.all(path, wanted), 1)));
    }

    private Mono<ServerResponse> next(ServerRequest request, List<Route> routes, int index) {
        if (request.exchange().getResponse().isCommitted()) {
            return Mono.empty();
        }
        if (index == routes.size()) {
            return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
        }
        Route route = routes.get(index);
        rebind(route, request.attributes());
        return route.handler().handle(request).switchIfEmpty(Mono.defer(() -> next(request, routes, index + 1)));
    }

    /**
     * Replaces what the route before left, also where WebFlux has copied it meanwhile. What {@code **} matched needs no
     * removal: after a route with {@code **} come only others with it.
     */
    private void rebind(Route route, Map<String, Object> attributes) {
        route.bind(path, outer, attributes);
        attributes.put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, route.reported(outer));
        attributes.put(
                HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                attributes.getOrDefault(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of()));
        ServerRequestObservationContext.findCurrent(attributes)
                .ifPresent(
                        context -> context.setPathPattern(route.reported(outer).getPatternString()));
    }

    @Override
    public String toString() {
        return first.toString();
    }
}
