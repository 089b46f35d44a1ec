/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;
import reactor.core.publisher.Mono;

/**
 * What a request gets whose path has routes, but none for its method: the automatic answer to OPTIONS, 426 for a plain
 * GET of a WebSocket, else 405; or none for its media types: 415 or 406. Kept with the exchange, because several {@link Routes} may contribute methods before it
 * is clear that nobody else answers. Used by one request, so by one thread at a time.
 */
final class Refusal implements HandlerFunction<ServerResponse> {

    private static final String ATTRIBUTE = Refusal.class.getName();

    private final ServerRequest request;
    private @Nullable ErrorResponseException mediaTypes;
    private final Set<HttpMethod> allowed = new TreeSet<>(Comparator.comparing(HttpMethod::name));

    private Refusal(ServerRequest request) {
        this.request = request;
    }

    static @Nullable Refusal of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** Adds methods to the exchange's refusal, making it first if there is none. */
    static Refusal add(ServerRequest request, Set<HttpMethod> methods) {
        ServerWebExchange exchange = request.exchange();
        Refusal refusal = of(exchange);
        if (refusal == null) {
            refusal = new Refusal(request);
            exchange.getAttributes().put(ATTRIBUTE, refusal);
            Refusal known = refusal;
            // At the very end, because error handlers and annotated controllers, which know their own methods only,
            // write the field too.
            exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> known.complete(exchange)));
        }
        refusal.allowed.addAll(methods);
        return refusal;
    }

    /** Notes that media types alone kept the request from a route. */
    Refusal because(@Nullable ErrorResponseException unmet) {
        mediaTypes = mediaTypes == null ? unmet : mediaTypes;
        return this;
    }

    ServerRequest request() {
        return request;
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest asked) {
        if (mediaTypes != null) {
            return Mono.error(mediaTypes);
        }
        if (asked.method().equals(HttpMethod.OPTIONS)) {
            return ServerResponse.ok().allow(allowed).build();
        }
        if (asked.method().equals(HttpMethod.GET) && allowed.contains(HttpMethod.GET)) {
            return Mono.error(new ResponseStatusException(
                    HttpStatus.UPGRADE_REQUIRED, "Only a WebSocket handshake is answered here"));
        }
        return Mono.error(new MethodNotAllowedException(asked.method(), allowed));
    }

    private void complete(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        if (exchange.getAttribute(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION)
                instanceof MethodNotAllowedException other) {
            // Error handlers, Spring Boot's among them, keep the status of a controller's refusal and lose its methods.
            allowed.addAll(other.getSupportedMethods());
        }
        boolean refused = HttpStatus.METHOD_NOT_ALLOWED.equals(response.getStatusCode());
        if (refused || headers.containsHeader(HttpHeaders.ALLOW)) {
            headers.getValuesAsList(HttpHeaders.ALLOW).forEach(name -> allowed.add(HttpMethod.valueOf(name)));
            headers.set(
                    HttpHeaders.ALLOW, allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", ")));
        }
        if (HttpStatus.UPGRADE_REQUIRED.equals(response.getStatusCode())) {
            // RFC 9110 section 15.5.22: a 426 names the protocol, and section 7.8: so does Connection.
            headers.setUpgrade("websocket");
            headers.setConnection("Upgrade");
        }
    }

    @Override
    public String toString() {
        return "refusal of a method, allowed are " + allowed;
    }
}
