/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.route;

import java.util.List;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Requests that are matched again and again, and forget each match, or patterns would be combined without end. */
final class MatchedRequests {

    private final ServerRequest[] requests;
    private int next;

    MatchedRequests(List<RouteLine> lines) {
        this.requests = lines.stream().map(MatchedRequests::request).toArray(ServerRequest[]::new);
    }

    private static ServerRequest request(RouteLine line) {
        return ServerRequest.create(
                MockServerWebExchange.from(MockServerHttpRequest.method(line.method(), line.path())),
                HandlerStrategies.withDefaults().messageReaders());
    }

    /** The next request in turn, as new. */
    ServerRequest next() {
        next = next + 1 == requests.length ? 0 : next + 1;
        ServerRequest request = requests[next];
        request.attributes().remove(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE);
        request.attributes().remove(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return request;
    }
}
