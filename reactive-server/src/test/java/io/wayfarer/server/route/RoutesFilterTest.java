/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.json;
import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.ApiVersionConfigurer;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/** The short cut to the routes: where it is taken, where not, and that nothing else differs. */
class RoutesFilterTest {

    /** How a request came: the dispatcher notes the version of the API, the short cut does not. */
    private static Mono<ServerResponse> way(ServerRequest request) {
        boolean dispatched = request.exchange().getAttributes().containsKey(HandlerMapping.API_VERSION_ATTRIBUTE);
        return text((dispatched ? "dispatched " : "direct ") + request.pathVariables());
    }

    private static TestServer server(Consumer<AnnotationConfigApplicationContext> beans, Consumer<RouteSpec> routes) {
        return TestServer.with(context -> {
            TestServer.withShortCut(context);
            beans.accept(context);
            context.registerBean("routes", Routes.class, () -> Routes.of(routes));
        });
    }

    @Test
    void plainRoutesOfTheFirstTablesAreReachedDirectly() throws Exception {
        try (TestServer server = server(
                context -> context.registerBean(
                        "more", Routes.class, () -> Routes.of(r -> r.get("/more", RoutesFilterTest::way))),
                r -> r.get("/a", RoutesFilterTest::way)
                        .get("/items/{id}", RoutesFilterTest::way)
                        .mount(
                                "/spring",
                                RouterFunctions.route()
                                        .GET("/a", RoutesFilterTest::way)
                                        .build()))) {
            assertThat(server.get("/a").body()).isEqualTo("direct {}");
            assertThat(server.get("/items/7").body()).isEqualTo("direct {id=7}");
            assertThat(server.get("/more").body()).isEqualTo("direct {}");
            assertThat(server.get("/spring/a").body()).isEqualTo("dispatched {}");
            assertThat(server.get("/none").statusCode()).isEqualTo(404);
            assertThat(server.send("POST", "/a").statusCode()).isEqualTo(405);
        }
    }

    static class Limits implements WebFluxConfigurer {
        @Override
        public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
            codecs.defaultCodecs().maxInMemorySize(8);
        }
    }

    @Test
    void codecsAreThoseThatWebFluxIsConfiguredWith() throws Exception {
        try (TestServer server = server(
                context -> context.registerBean(Limits.class),
                r -> r.post("/json", request -> request.bodyToMono(Map.class).flatMap(map -> json(map.keySet()))))) {
            assertThat(server.post("/json", "{\"k\":1}", "Content-Type", "application/json")
                            .body())
                    .isEqualTo("[\"k\"]");
            assertThat(server.post("/json", "{\"much\":1}", "Content-Type", "application/json")
                            .statusCode())
                    .as("the status that WebFlux gives to what is beyond its limit")
                    .isEqualTo(500);
        }
    }

    @RestControllerAdvice
    static class Advice {
        @ExceptionHandler
        ResponseEntity<String> conflict(IllegalArgumentException error) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body("advised: " + error.getMessage());
        }
    }

    @Test
    void errorsAreDealtWithByAdviceAndByTheirStatusAsTheDispatcherDoes() throws Exception {
        try (TestServer server = server(
                context -> context.registerBean(Advice.class),
                r -> r.get("/thrown", request -> {
                            throw new IllegalArgumentException("thrown");
                        })
                        .get("/emitted", request -> Mono.error(new IllegalArgumentException("emitted")))
                        .get("/empty", request -> Mono.empty())
                        .get("/status", request -> Mono.error(new ResponseStatusException(HttpStatus.BAD_GATEWAY))))) {
            HttpResponse<String> thrown = server.get("/thrown");
            assertThat(thrown.statusCode()).isEqualTo(409);
            assertThat(thrown.body()).isEqualTo("advised: thrown");
            assertThat(server.get("/emitted").body()).isEqualTo("advised: emitted");
            assertThat(server.get("/status").statusCode()).isEqualTo(502);
            assertThat(server.get("/empty").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void observationsNameThePattern() throws Exception {
        ObservedPatterns observed = new ObservedPatterns();
        try (TestServer server = TestServer.with(
                context -> {
                    TestServer.withShortCut(context);
                    context.registerBean(
                            "routes",
                            Routes.class,
                            () -> Routes.of(r -> r.get("/t/{id}", RoutesFilterTest::way)
                                    .get("/bad/{id}", request -> Mono.error(new IllegalStateException()))));
                },
                builder -> builder.observationRegistry(observed.registry()))) {
            assertThat(server.get("/t/1").body()).startsWith("direct");
            server.get("/bad/1");
        }
        assertThat(observed.patterns(2)).containsExactly("/t/{id}", "/bad/{id}");
    }

    static class Cors implements WebFluxConfigurer {
        @Override
        public void addCorsMappings(CorsRegistry registry) {
            registry.addMapping("/**").allowedOrigins("https://friend.example");
        }
    }

    @Test
    void requestsWithAnOriginGoToTheDispatcherWhichKnowsCors() throws Exception {
        try (TestServer server =
                server(context -> context.registerBean(Cors.class), r -> r.get("/a", RoutesFilterTest::way))) {
            assertThat(server.get("/a").body()).isEqualTo("direct {}");
            HttpResponse<String> friend = server.get("/a", "Origin", "https://friend.example");
            assertThat(friend.body()).isEqualTo("dispatched {}");
            assertThat(friend.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://friend.example");
            assertThat(server.get("/a", "Origin", "https://foe.example").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void everyOtherFilterComesBeforeAndOneThatWouldComeAfterClosesTheShortCut() throws Exception {
        WebFilter marking = (exchange, chain) -> {
            exchange.getResponse().getHeaders().add("X-Filtered", "yes");
            return chain.filter(exchange);
        };
        try (TestServer before = TestServer.with(context -> {
                    context.registerBean("marking", WebFilter.class, () -> marking);
                    TestServer.withShortCut(context);
                    context.registerBean(
                            "routes", Routes.class, () -> Routes.of(r -> r.get("/a", RoutesFilterTest::way)));
                });
                TestServer after = server(
                        context -> context.registerBean("marking", WebFilter.class, () -> marking),
                        r -> r.get("/a", RoutesFilterTest::way))) {
            assertThat(before.get("/a").body()).isEqualTo("direct {}");
            assertThat(before.get("/a").headers().firstValue("X-Filtered")).contains("yes");
            assertThat(after.get("/a").body()).isEqualTo("dispatched {}");
            assertThat(after.get("/a").headers().firstValue("X-Filtered")).contains("yes");
        }
    }

    private static void earlier(AnnotationConfigApplicationContext context, String pattern) {
        WebHandler handler = exchange -> {
            exchange.getResponse().setStatusCode(HttpStatus.GONE);
            return exchange.getResponse().setComplete();
        };
        context.registerBean(
                "earlier",
                SimpleUrlHandlerMapping.class,
                () -> new SimpleUrlHandlerMapping(Map.of(pattern, handler), -100));
    }

    @Test
    void aMappingBeforeTheRouterFunctionsKeepsItsPaths() throws Exception {
        try (TestServer server =
                server(context -> earlier(context, "/taken/**"), r -> r.get("/**", RoutesFilterTest::way))) {
            assertThat(server.get("/taken/a").statusCode()).isEqualTo(410);
            assertThat(server.get("/t%61ken/a").statusCode()).isEqualTo(410);
            assertThat(server.get("/taken").statusCode()).isEqualTo(410);
            assertThat(server.get("/free").body()).isEqualTo("direct {}");
            assertThat(server.get("/").body()).isEqualTo("direct {}");
        }
        try (TestServer server =
                server(context -> earlier(context, "/{any}/taken"), r -> r.get("/**", RoutesFilterTest::way))) {
            assertThat(server.get("/x/taken").statusCode()).isEqualTo(410);
            assertThat(server.get("/free").body()).isEqualTo("dispatched {}");
        }
    }

    @Order(-1)
    record First(RouterFunction<ServerResponse> function) implements RouterFunction<ServerResponse> {
        @Override
        public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
            return function.route(request);
        }
    }

    @Test
    void aRouterFunctionBeforeTheTablesIsAskedFirst() throws Exception {
        try (TestServer server = server(
                context -> context.registerBean(
                        "first",
                        First.class,
                        () -> new First(RouterFunctions.route()
                                .GET("/a", request -> text("first"))
                                .build())),
                r -> r.get("/{x}", RoutesFilterTest::way))) {
            assertThat(server.get("/a").body()).isEqualTo("first");
            assertThat(server.get("/b").body()).isEqualTo("dispatched {x=b}");
        }
    }

    static class Versions implements WebFluxConfigurer {
        @Override
        public void configureApiVersioning(ApiVersionConfigurer versions) {
            versions.useRequestHeader("API-Version").addSupportedVersions("1.0").setVersionRequired(false);
        }
    }

    @Test
    void withVersionsOfAnApiEverythingIsDispatched() throws Exception {
        try (TestServer server =
                server(context -> context.registerBean(Versions.class), r -> r.get("/a", RoutesFilterTest::way))) {
            assertThat(server.get("/a", "API-Version", "1.0").body()).isEqualTo("dispatched {}");
            assertThat(server.get("/a", "API-Version", "7.0").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void withoutRoutesTheFilterIsNone() throws Exception {
        try (TestServer server = TestServer.with(TestServer::withShortCut)) {
            assertThat(server.get("/a").statusCode()).isEqualTo(404);
        }
    }
}
