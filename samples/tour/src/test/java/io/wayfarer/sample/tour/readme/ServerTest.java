/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.readme;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.ServerResponse.ok;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.WebSocketHandler;
import reactor.core.publisher.Mono;

import io.wayfarer.server.route.Routes;

/** The server of the README. */
class ServerTest {

    // tag::server[]
    @Bean
    Routes routes(WebSocketHandler chat) {
        return Routes.of(r -> r.get("/hello", text("Hello world!"))
                .get("/items/{id}", request -> ok().bodyValue("Item " + request.pathVariable("id")))
                .get("/data/**", request -> ok().bodyValue("Below data: " + Routes.rest(request)))
                .webSocket("/chat", chat)
                .path("/admin", admin -> admin.filter(this::onlyAdmins).get("/stats", text("All is well."))));
    }
    // end::server[]

    private Mono<ServerResponse> onlyAdmins(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return request.headers().firstHeader("X-Admin") == null
                ? ServerResponse.status(HttpStatus.FORBIDDEN).build()
                : next.handle(request);
    }

    @Test
    void theServerInTenLines() {
        WebTestClient client = WebTestClient.bindToRouterFunction(routes(session -> session.send(Mono.empty())))
                .build();

        assertThat(body(client, "/hello", 200)).isEqualTo("Hello world!");
        assertThat(body(client, "/items/7", 200)).isEqualTo("Item 7");
        assertThat(body(client, "/data/a/b", 200)).isEqualTo("Below data: a/b");
        assertThat(body(client, "/chat", 426)).isEmpty();
        assertThat(body(client, "/admin/stats", 403)).isEmpty();
        client.post()
                .uri("/hello")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .exists("Allow");
        client.get()
                .uri("/admin/stats")
                .header("X-Admin", "yes")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("All is well.");
    }

    private static String body(WebTestClient client, String path, int status) {
        byte[] body = client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult()
                .getResponseBody();
        return body == null ? "" : new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }
}
