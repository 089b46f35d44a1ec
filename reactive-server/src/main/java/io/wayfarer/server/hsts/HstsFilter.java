/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.hsts;

import java.net.URI;
import java.time.Duration;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Says {@code Strict-Transport-Security} in each answer over TLS, and never in the clear (RFC 6797 section 7). Where that is
 * switched on, requests in the clear are redirected to the same URL over https: those that a browser may repeat as a GET by
 * 301, the others by 308. Immutable.
 *
 * <p>Whether a request came over TLS is what its URL says: behind a proxy that ends TLS, Spring's
 * {@code ForwardedHeaderTransformer} (property {@code server.forward-headers-strategy}) puts that right before any filter.
 *
 * <pre>{@code
 * @Bean HstsFilter hsts() {
 *     return HstsFilter.of(Duration.ofDays(365)).includeSubDomains().redirectingTo(443);
 * }
 * }</pre>
 */
public final class HstsFilter implements WebFilter {

    private static final String FIELD = "Strict-Transport-Security";
    private static final Duration LEAST_FOR_PRELOAD = Duration.ofDays(365);
    private static final int NO_REDIRECT = -1;

    private final Duration maxAge;
    private final boolean includeSubDomains;
    private final boolean preload;
    private final int httpsPort;
    private final String value;

    private HstsFilter(Duration maxAge, boolean includeSubDomains, boolean preload, int httpsPort) {
        this.maxAge = maxAge;
        this.includeSubDomains = includeSubDomains;
        this.preload = preload;
        this.httpsPort = httpsPort;
        this.value = "max-age=" + maxAge.toSeconds() + (includeSubDomains ? "; includeSubDomains" : "")
                + (preload ? "; preload" : "");
    }

    /**
     * For this host alone, without redirects.
     *
     * @param maxAge how long a client keeps to TLS after each answer; zero makes it forget the host
     */
    public static HstsFilter of(Duration maxAge) {
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("maxAge: " + maxAge + " (expected: zero or more)");
        }
        return new HstsFilter(maxAge, false, false, NO_REDIRECT);
    }

    /** For all hosts below this one too. */
    public HstsFilter includeSubDomains() {
        return new HstsFilter(maxAge, true, preload, httpsPort);
    }

    /**
     * With the wish to be in the preload lists of browsers, out of which there is no quick way.
     *
     * @throws IllegalStateException when the lists would not take it: without subdomains, or for less than a year
     */
    public HstsFilter preload() {
        if (!includeSubDomains || maxAge.compareTo(LEAST_FOR_PRELOAD) < 0) {
            throw new IllegalStateException("preload: " + value
                    + " (expected: includeSubDomains and a max-age of 31536000 or more, or no list takes it)");
        }
        return new HstsFilter(maxAge, true, true, httpsPort);
    }

    /**
     * Sends requests in the clear to https.
     *
     * @param port of the https server, as clients see it
     */
    public HstsFilter redirectingTo(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
        }
        return new HstsFilter(maxAge, includeSubDomains, preload, port);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        URI uri = exchange.getRequest().getURI();
        if (secure(uri)) {
            exchange.getResponse().beforeCommit(() -> {
                exchange.getResponse().getHeaders().set(FIELD, value);
                return Mono.empty();
            });
            return chain.filter(exchange);
        }
        return httpsPort == NO_REDIRECT || uri.getHost() == null
                ? chain.filter(exchange)
                : redirect(exchange.getRequest(), exchange.getResponse(), uri);
    }

    private static boolean secure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
    }

    private Mono<Void> redirect(ServerHttpRequest request, ServerHttpResponse response, URI uri) {
        HttpMethod method = request.getMethod();
        boolean plain = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        response.setStatusCode(plain ? HttpStatus.MOVED_PERMANENTLY : HttpStatus.PERMANENT_REDIRECT);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        response.getHeaders()
                .set(
                        "Location",
                        "https://" + uri.getHost() + (httpsPort == 443 ? "" : ":" + httpsPort) + uri.getRawPath()
                                + query);
        return response.setComplete();
    }

    /** The value of the field, and whether there are redirects. */
    @Override
    public String toString() {
        return value + (httpsPort == NO_REDIRECT ? "" : ", http to https on port " + httpsPort);
    }
}
