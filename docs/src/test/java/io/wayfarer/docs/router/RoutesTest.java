/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.router;

import static io.wayfarer.server.route.Responses.text;
import static io.wayfarer.server.route.Routes.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.ServerResponse.noContent;
import static org.springframework.web.reactive.function.server.ServerResponse.ok;
import static org.springframework.web.reactive.function.server.ServerResponse.status;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

import io.wayfarer.server.route.Routes;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RoutesTest {

    private final HttpClient browser = HttpClient.newHttpClient();
    private final URI base;
    private final Routes routes;

    RoutesTest(@LocalServerPort int port, @Autowired Routes routes) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.routes = routes;
    }

    @Test
    void theMostSpecificRouteAnswers() throws Exception {
        assertThat(get("/hello")).isEqualTo("200 Hello world!");
        assertThat(get("/items/7")).isEqualTo("200 item 7");
        assertThat(get("/items/new")).isEqualTo("200 a form");
        assertThat(get("/data/a/b")).isEqualTo("200 Hello from a/b");
    }

    @Test
    void aHandlerThatCompletesEmptyLetsTheNextRouteAnswer() throws Exception {
        assertThat(get("/data/report")).isEqualTo("200 Hello from report");
        assertThat(get("/data/report?final")).isEqualTo("200 the report");
    }

    @Test
    void methodsAreAnsweredAsRfc9110Wants() throws Exception {
        assertThat(shown(send("HEAD", "/hello"))).isEqualTo("200 ");
        assertThat(send("OPTIONS", "/hello").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/nowhere").statusCode()).isEqualTo(404);

        HttpResponse<String> refused = send("DELETE", "/hello");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(String.join(",", refused.headers().allValues("Allow")).split("\\s*,\\s*"))
                .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
    }

    @Test
    void aFilterGuardsThePathItIsDeclaredIn() throws Exception {
        assertThat(send("GET", "/admin/stats").statusCode()).isEqualTo(403);
        assertThat(send("GET", "/admin/stats", "X-Badge", "7").statusCode()).isEqualTo(204);
        assertThat(get("/hello")).isEqualTo("200 Hello world!");
    }

    @Test
    void theTableCanBePrinted() {
        assertThat(routes.toString()).contains("GET", "/items/{id}", "/admin/stats");
    }

    private String get(String path) throws Exception {
        return shown(send("GET", path));
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static String shown(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        // tag::routes[]
        @Bean
        Routes routes() {
            return Routes.of(r -> r.get("/hello", text("Hello world!"))
                    .get("/items/{id}", request -> ok().bodyValue("item " + request.pathVariable("id")))
                    .get("/items/new", text("a form")) // <1>
                    .get("/data/**", request -> ok().bodyValue("Hello from " + rest(request))) // <2>
                    .get("/data/report", this::report)
                    .path("/admin", admin -> admin.filter(this::badge).get("/stats", this::stats)));
        }

        private Mono<ServerResponse> report(ServerRequest request) {
            return request.queryParam("final").isEmpty()
                    ? Mono.empty() // <3>
                    : ok().bodyValue("the report");
        }
        // end::routes[]

        // tag::filter[]
        private Mono<ServerResponse> badge(ServerRequest request, HandlerFunction<ServerResponse> next) {
            boolean absent = request.headers().header("X-Badge").isEmpty();
            return absent ? status(HttpStatus.FORBIDDEN).build() : next.handle(request);
        }
        // end::filter[]

        private Mono<ServerResponse> stats(ServerRequest request) {
            return noContent().build();
        }
    }
}
