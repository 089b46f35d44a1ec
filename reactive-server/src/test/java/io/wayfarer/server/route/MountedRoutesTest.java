/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Conditions.header;
import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.ServerResponse.ok;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Tables made of other tables, and of router functions that are none of ours. */
class MountedRoutesTest {

    private static final RouterFunction<ServerResponse> SPRINGS = RouterFunctions.route()
            .GET("/items/{id}", MountedRoutesTest::seen)
            .GET("/empty", request -> Mono.empty())
            .build();

    /** What a handler sees of the match. */
    private static Mono<ServerResponse> seen(ServerRequest request) {
        return text(request.pathVariables() + " "
                + request.attribute(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE).orElse("-"));
    }

    @Test
    void theRoutesOfAMountedTableAreRoutesOfThisOne() throws Exception {
        List<String> passed = new CopyOnWriteArrayList<>();
        Routes items = Routes.of(r -> r.filter((request, next) -> {
                    passed.add("inner");
                    return next.handle(request);
                })
                .get("/{id}", MountedRoutesTest::seen)
                .named("item")
                .attribute("audience", "public")
                .when(header("X-Beta"), beta -> beta.get("/{id}", text("beta"))));
        Routes all = Routes.of(r -> r.path(
                "/{tenant}",
                tenant -> tenant.filter((request, next) -> {
                            passed.add("outer");
                            return next.handle(request);
                        })
                        .mount("/items", items)
                        .get("/items/new", text("form"))));
        try (TestServer server = TestServer.with(context -> context.registerBean("routes", Routes.class, () -> all))) {
            assertThat(server.get("/t/items/7").body()).isEqualTo("{tenant=t, id=7} /{tenant}/items/{id}");
            assertThat(passed).containsExactly("outer", "inner");
            assertThat(server.get("/t/items/7", "X-Beta", "1").body()).isEqualTo("beta");
            assertThat(server.get("/t/items/new").body()).isEqualTo("form");
            assertThat(server.send("PUT", "/t/items/7").statusCode()).isEqualTo(405);
        }
        assertThat(all.urlTo("item", "acme", "7")).isEqualTo("/acme/items/7");
        assertThat(items.urlTo("item", "7")).isEqualTo("/7");
        assertThat(all.routes().get(0).attributes()).isEqualTo(Map.of("audience", "public"));
    }

    @Test
    void anyRouterFunctionAnswersBelowItsPrefixAndWhatItDoesNotWantGoesOn() throws Exception {
        try (TestServer server = TestServer.with(context -> {
            context.registerBean(
                    "routes",
                    Routes.class,
                    () -> Routes.of(r -> r.mount("/legacy/{tenant}", SPRINGS)
                            .get("/legacy/t/items/new", text("more specific"))
                            .get("/legacy/**", request -> text("rest " + request.pathVariables()))
                            .mount("/alone", SPRINGS)));
            context.registerBean(
                    "other",
                    RouterFunction.class,
                    () -> RouterFunctions.route()
                            .GET("/alone/other", MountedRoutesTest::seen)
                            .build());
        })) {
            HttpResponse<String> mounted = server.get("/legacy/t/items/7");
            assertThat(mounted.body()).contains("tenant=t", "id=7").endsWith("/legacy/{tenant}/items/{id}");
            assertThat(server.get("/legacy/t/items/new").body()).isEqualTo("more specific");
            assertThat(server.get("/legacy/t/none").body()).isEqualTo("rest {}");
            assertThat(server.get("/legacy/t/empty").body()).isEqualTo("rest {}");
            assertThat(server.get("/alone/items/1").body()).isEqualTo("{id=1} /alone/items/{id}");
            assertThat(server.get("/alone/other").body()).isEqualTo("{} /alone/other");
            assertThat(server.get("/alone/none").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aMountedFunctionIsAlsoAskedAfterARouteThatHadNoAnswer() throws Exception {
        List<String> filtered = new ArrayList<>();
        try (TestServer server = TestServer.of(r -> r.filter((request, next) -> {
                    filtered.add(request.path());
                    return next.handle(request);
                })
                .get("/legacy/items/7", request -> Mono.empty())
                .mount("/legacy", SPRINGS)
                .post("/legacy/items/{id}", request -> ok().build()))) {
            assertThat(server.get("/legacy/items/7").body()).isEqualTo("{id=7} /legacy/items/{id}");
            assertThat(filtered).containsExactly("/legacy/items/7", "/legacy/items/7");
            HttpResponse<String> refused = server.send("DELETE", "/legacy/items/7");
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(TestServer.allow(refused)).isEqualTo("GET, HEAD, OPTIONS, POST");
        }
    }

    @Test
    void aFunctionMountedAtTheRootIsAskedForEverything() throws Exception {
        HandlerFunction<ServerResponse> own = text("own");
        try (TestServer server = TestServer.of(r -> r.mount("", SPRINGS).get("/own", own))) {
            assertThat(server.get("/items/1").body()).isEqualTo("{id=1} /items/{id}");
            assertThat(server.get("/own").body()).isEqualTo("own");
        }
    }
}
