/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.web;

import java.net.URI;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Pages that lead elsewhere, and the page at which they end. */
public final class Redirects {

    private static final int LONGEST_CHAIN = 50;

    private final Addresses addresses;

    public Redirects(Addresses addresses) {
        this.addresses = addresses;
    }

    static Mono<ServerResponse> found(URI location, ResponseCookie... cookies) {
        ServerResponse.BodyBuilder answer =
                ServerResponse.status(HttpStatus.FOUND).location(location).cacheControl(CacheControl.noStore());
        for (ResponseCookie cookie : cookies) {
            answer.cookie(cookie);
        }
        return answer.build();
    }

    /** As many redirects as the path says, then 200; 404 for what is no number from 0 to 50. */
    public static Mono<ServerResponse> chain(ServerRequest request) {
        String left = request.pathVariable("left");
        if (!left.matches("[0-9]{1,2}") || Integer.parseInt(left) > LONGEST_CHAIN) {
            return Texts.answer(404, "A chain has 0 to " + LONGEST_CHAIN + " redirects.");
        }
        int number = Integer.parseInt(left);
        return number == 0 ? Texts.ok("The end of the chain.") : found(URI.create("/chain/" + (number - 1)));
    }

    /** Leads to itself. */
    public static Mono<ServerResponse> loop(ServerRequest request) {
        return found(URI.create("/loop"));
    }

    /**
     * The same server under its other name: another host, so another origin and another site. The scheme is left open,
     * for a redirect from https to http would be refused.
     */
    public static Mono<ServerResponse> elsewhere(ServerRequest request) {
        URI here = request.uri();
        String other = "127.0.0.1".equals(here.getHost()) ? "localhost" : "127.0.0.1";
        String port = here.getPort() < 0 ? "" : ":" + here.getPort();
        return found(URI.create("//" + other + port + "/headers"));
    }

    /** The names of the header fields that came with the request; no values, for they may be secrets. */
    public static Mono<ServerResponse> headers(ServerRequest request) {
        return Texts.ok(request.headers().asHttpHeaders().headerNames().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining("\n", "This server received the header fields\n", "")));
    }

    /** From https to http, at an address for which there is no HSTS: addresses have none (RFC 6797 section 8.1.1). */
    public Mono<ServerResponse> downgrade(ServerRequest request) {
        return request.uri().getScheme().equals("https")
                ? found(URI.create(addresses.literal(addresses.home()) + "headers"))
                : found(URI.create(addresses.literal(addresses.secureHome()) + "downgrade"));
    }

    /** Over TLS 200, else a redirect to the port that speaks TLS alone. */
    public Mono<ServerResponse> secure(ServerRequest request) {
        return request.uri().getScheme().equals("https")
                ? Texts.ok("This came over TLS, and asked you to come by TLS alone from now on.")
                : found(URI.create(addresses.secureHome() + "secure"));
    }
}
