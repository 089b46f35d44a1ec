/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.web;

import java.net.URI;
import java.util.UUID;

import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A login without a password: it sets a cookie and redirects, as logins do. */
public final class Account {

    private static final String SESSION = "session";

    private Account() {}

    /** 302 to the account, with a cookie that a client must keep from this very answer. */
    public static Mono<ServerResponse> login(ServerRequest request) {
        // Random numbers may have to be waited for, and an event loop must not wait.
        return Mono.fromSupplier(() -> UUID.randomUUID().toString())
                .subscribeOn(Schedulers.boundedElastic())
                .map(value -> ResponseCookie.from(SESSION, value)
                        .path("/")
                        .httpOnly(true)
                        .sameSite("Lax")
                        .build())
                .flatMap(session -> Redirects.found(URI.create("/account"), session));
    }

    /** 200 for whoever has been at the login, else 401. */
    public static Mono<ServerResponse> show(ServerRequest request) {
        return request.cookies().containsKey(SESSION)
                ? Texts.ok("Welcome back: your cookie came with you.")
                : Texts.answer(401, "Nobody is logged in here. Visit /login first.");
    }
}
