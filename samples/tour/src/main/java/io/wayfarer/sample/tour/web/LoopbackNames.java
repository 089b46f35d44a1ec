/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.web;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * While the tour listens on loopback only, answers to no name but loopback's. Otherwise a page from anywhere could let
 * its own name point to 127.0.0.1 (DNS rebinding), and have a browser on this machine read it what the visitor sees.
 */
@Component
class LoopbackNames implements WebFilter {

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Addresses addresses;

    LoopbackNames(Addresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!addresses.loopbackOnly() || isLoopback(exchange)) {
            return chain.filter(exchange);
        }
        exchange.getResponse().setStatusCode(HttpStatus.MISDIRECTED_REQUEST);
        return exchange.getResponse().setComplete();
    }

    private static boolean isLoopback(ServerWebExchange exchange) {
        InetSocketAddress host = exchange.getRequest().getHeaders().getHost();
        return host != null && NAMES.contains(host.getHostString().toLowerCase(Locale.ROOT));
    }
}
