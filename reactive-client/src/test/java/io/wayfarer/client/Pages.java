/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRoutes;

/** What the servers of the client's tests answer. */
final class Pages {

    private Pages() {}

    static void routes(HttpServerRoutes routes) {
        routes.get(
                        "/text",
                        (in, out) -> out.header("Content-Type", "text/plain;charset=ISO-8859-1")
                                .sendByteArray(Mono.just("grün".getBytes(StandardCharsets.ISO_8859_1))))
                .get(
                        "/login",
                        (in, out) -> out.status(302)
                                .header("Location", "/home")
                                .header("Set-Cookie", "session=abc; Path=/; HttpOnly")
                                .sendString(Mono.just("moved")))
                .get(
                        "/home",
                        (in, out) -> out.sendString(
                                Mono.just("cookie: " + in.requestHeaders().get("Cookie"))))
                .get(
                        "/loop",
                        (in, out) -> out.status(302).header("Location", "/loop").send())
                .get("/missing", (in, out) -> out.status(404).sendString(Mono.just("not here")))
                .get("/big", (in, out) -> out.sendString(Mono.just("x".repeat(100_000))))
                .get("/other", (in, out) -> {
                    int port = Objects.requireNonNull(in.hostAddress()).getPort();
                    return out.status(302)
                            .header("Location", "http://127.0.0.1:" + port + "/home")
                            .send();
                })
                .post("/echo", (in, out) -> out.send(in.receive().retain()))
                .post(
                        "/keep",
                        (in, out) -> out.status(307).header("Location", "/echo").send());
    }
}
