/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Turns a handler of WebSocket sessions into a handler function. Its answer is a response whose <em>writing</em> is the
 * handshake: it is not empty, so nothing falls through, and a filter sees it, may add headers and may replace it.
 */
final class WebSocketHandshake implements HandlerFunction<ServerResponse> {

    private static final String SUB_PROTOCOLS = "Sec-WebSocket-Protocol";

    private final WebSocketHandler handler;
    private final @Nullable WebSocketService given;

    WebSocketHandshake(WebSocketHandler handler, @Nullable WebSocketService given) {
        this.handler = handler;
        this.given = given;
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        if (foreign(request.exchange())) {
            return Mono.error(new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "WebSocket handshake for a page of another origin"));
        }
        // RFC 8441 section 5: over HTTP/2 a handshake succeeds with 200.
        HttpStatus success = request.method().equals(HttpMethod.GET) ? HttpStatus.SWITCHING_PROTOCOLS : HttpStatus.OK;
        return ServerResponse.status(success)
                .build((exchange, context) -> service(exchange).handleRequest(tidied(exchange), handler));
    }

    /** Spring's handshake takes the white space around the sub-protocols that a client offers for a part of their names. */
    private static ServerWebExchange tidied(ServerWebExchange exchange) {
        List<String> offered = exchange.getRequest().getHeaders().getValuesAsList(SUB_PROTOCOLS);
        return offered.size() < 2
                ? exchange
                : exchange.mutate()
                        .request(request -> request.header(SUB_PROTOCOLS, String.join(",", offered)))
                        .build();
    }

    /**
     * Whether a browser asks on behalf of a page of another origin (RFC 6455 section 10.2), and no CORS configuration
     * has let it through. The scheme is not compared: behind a proxy that ends TLS this server sees another one.
     */
    private static boolean foreign(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        String origin = headers.getOrigin();
        if (origin == null
                || exchange.getResponse().getHeaders().containsHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            return false;
        }
        URI here = exchange.getRequest().getURI();
        URI there;
        try {
            there = URI.create(origin);
        } catch (IllegalArgumentException notAnOrigin) {
            return true;
        }
        if (there.getHost() == null || here.getHost() == null) {
            return true;
        }
        int defaultPort = "https".equals(there.getScheme()) ? 443 : 80;
        int port = there.getPort() < 0 ? defaultPort : there.getPort();
        boolean samePort = here.getPort() < 0 ? port == 80 || port == 443 : here.getPort() == port;
        return !samePort
                || !there.getHost()
                        .toLowerCase(Locale.ROOT)
                        .equals(here.getHost().toLowerCase(Locale.ROOT));
    }

    /** The service given, else the one that WebFlux itself is configured with, else Spring's for the server found. */
    private WebSocketService service(ServerWebExchange exchange) {
        if (given != null) {
            return given;
        }
        ApplicationContext context = exchange.getApplicationContext();
        WebSocketHandlerAdapter adapter = context == null
                ? null
                : context.getBeanProvider(WebSocketHandlerAdapter.class).getIfUnique();
        return adapter != null ? adapter.getWebSocketService() : Fallback.SERVICE;
    }

    /** Made on first use, because the constructor looks for the server on the class path. */
    private static final class Fallback {
        private static final WebSocketService SERVICE = new HandshakeWebSocketService();
    }

    @Override
    public String toString() {
        return handler.toString();
    }
}
