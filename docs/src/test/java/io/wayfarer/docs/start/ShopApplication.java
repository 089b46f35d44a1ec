/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.start;

import static io.wayfarer.server.route.Responses.text;
import static io.wayfarer.server.route.Routes.rest;
import static org.springframework.web.reactive.function.server.ServerResponse.ok;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import io.wayfarer.server.route.Routes;

// tag::shop[]
@SpringBootApplication
class ShopApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }

    @Bean
    Routes routes() {
        return Routes.of(r -> r.get("/hello", text("Hello world!"))
                .get("/items/{id}", request -> ok().bodyValue("item " + request.pathVariable("id")))
                .get("/data/**", request -> ok().bodyValue("Hello from " + rest(request)))
                .webSocket("/echo", session -> session.send(session.receive().doOnNext(message -> message.retain()))));
    }
}
// end::shop[]
