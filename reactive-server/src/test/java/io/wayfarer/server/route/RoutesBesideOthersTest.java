/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** A {@link Routes} among the other things an application answers with. */
class RoutesBesideOthersTest {

    @RestController
    static class Controller {
        @PostMapping("/both")
        Mono<String> post() {
            return Mono.just("controller");
        }

        @DeleteMapping("/items/{id}")
        Mono<String> delete() {
            return Mono.just("controller");
        }

        @GetMapping("/empty")
        Mono<String> shadowed() {
            return Mono.just("controller");
        }
    }

    private static TestServer besideAController() {
        return TestServer.with(context -> {
            context.registerBean(Controller.class);
            context.registerBean(
                    "routes",
                    Routes.class,
                    () -> Routes.of(r -> r.get("/both", text("routes"))
                            .get("/mine", text("routes"))
                            .get("/empty", request -> Mono.empty())
                            .post("/items/**", text("routes"))));
        });
    }

    @Test
    void aControllerAnswersTheMethodsThatTheRoutesDoNot() throws Exception {
        try (TestServer server = besideAController()) {
            assertThat(server.get("/both").body()).isEqualTo("routes");
            assertThat(server.send("POST", "/both").body()).isEqualTo("controller");
            assertThat(server.send("POST", "/items/1").body()).isEqualTo("routes");
            assertThat(server.send("DELETE", "/items/1").body()).isEqualTo("controller");
        }
    }

    @Test
    void aMethodThatNeitherAnswersIs405WithTheMethodsOfBoth() throws Exception {
        try (TestServer server = besideAController()) {
            HttpResponse<String> shared = server.send("PUT", "/both");
            assertThat(shared.statusCode()).isEqualTo(405);
            assertThat(TestServer.allow(shared)).isEqualTo("GET, HEAD, OPTIONS, POST");

            HttpResponse<String> own = server.send("PUT", "/mine");
            assertThat(own.statusCode()).isEqualTo(405);
            assertThat(TestServer.allow(own)).isEqualTo("GET, HEAD, OPTIONS");

            HttpResponse<String> options = server.send("OPTIONS", "/both");
            assertThat(options.statusCode()).isEqualTo(200);
            assertThat(TestServer.allow(options)).isEqualTo("GET, HEAD, OPTIONS, POST");
        }
    }

    /** Before WebFlux's own handler, where Spring Boot's stands. */
    @Order(-1)
    record ForgetfulErrors(HttpStatus status) implements WebExceptionHandler {
        @Override
        public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
            exchange.getResponse().setStatusCode(status);
            return exchange.getResponse().setComplete();
        }
    }

    @Test
    void anErrorHandlerThatForgetsTheHeadersOfAControllersRefusalLosesNoMethod() throws Exception {
        try (TestServer server = TestServer.with(context -> {
            context.registerBean(Controller.class);
            context.registerBean("routes", Routes.class, () -> Routes.of(r -> r.get("/both", text("routes"))));
            context.registerBean(ForgetfulErrors.class, () -> new ForgetfulErrors(HttpStatus.METHOD_NOT_ALLOWED));
        })) {
            assertThat(TestServer.allow(server.send("PUT", "/both"))).isEqualTo("GET, HEAD, OPTIONS, POST");
            assertThat(TestServer.allow(server.send("PUT", "/items/1"))).isEmpty();
        }
    }

    @Test
    void anErrorHandlerMayAnswerARefusalWithAnotherStatus() throws Exception {
        try (TestServer server = TestServer.with(context -> {
            context.registerBean("routes", Routes.class, () -> Routes.of(r -> r.get("/mine", text("routes"))));
            context.registerBean(ForgetfulErrors.class, () -> new ForgetfulErrors(HttpStatus.NOT_FOUND));
        })) {
            HttpResponse<String> hidden = server.send("PUT", "/mine");
            assertThat(hidden.statusCode()).isEqualTo(404);
            assertThat(hidden.headers().firstValue("Allow")).isEmpty();
        }
    }

    @Test
    void aRequestThatTheRoutesTookIsNotPassedToAControllerWhenTheyHaveNoAnswer() throws Exception {
        try (TestServer server = besideAController()) {
            assertThat(server.get("/empty").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void severalRouterFunctionsAnswerTheirMethodsAndRefuseTogether() throws Exception {
        try (TestServer server = TestServer.with(context -> {
            context.registerBean("first", Routes.class, () -> Routes.of(r -> r.get("/shared", text("first"))));
            context.registerBean("second", Routes.class, () -> Routes.of(r -> r.put("/shared", text("second"))));
            context.registerBean(
                    "springs",
                    RouterFunction.class,
                    () -> RouterFunctions.route()
                            .PATCH("/shared", request -> ServerResponse.ok().bodyValue("spring"))
                            .build());
        })) {
            assertThat(server.get("/shared").body()).isEqualTo("first");
            assertThat(server.send("PUT", "/shared").body()).isEqualTo("second");
            assertThat(server.send("PATCH", "/shared").body()).isEqualTo("spring");
            HttpResponse<String> refused = server.send("DELETE", "/shared");
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(TestServer.allow(refused)).isEqualTo("GET, HEAD, OPTIONS, PUT");
        }
    }

    @Test
    void wrappedInAnotherRouterFunctionItRefusesAtOnceAndReportsTheWholePattern() throws Exception {
        Routes inner = Routes.of(r -> r.get(
                "/items/{id}",
                request -> text(request.pathVariables() + " "
                        + request.attribute(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE))));
        try (TestServer server = TestServer.with(context -> context.registerBean(
                "outer", RouterFunction.class, () -> RouterFunctions.nest(path("/api/{version}"), inner)))) {
            assertThat(server.get("/api/7/items/1").body())
                    .contains("version=7")
                    .contains("id=1")
                    .contains("/api/{version}/items/{id}");
            HttpResponse<String> refused = server.send("DELETE", "/api/7/items/1");
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(TestServer.allow(refused)).isEqualTo("GET, HEAD, OPTIONS");
        }
    }

    static class Resources implements WebFluxConfigurer {
        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            registry.addResourceHandler("/**").addResourceLocations("classpath:/conformance/");
        }
    }

    @Test
    void staticResourcesComeLast() throws Exception {
        try (TestServer server = TestServer.with(context -> {
            context.registerBean(Resources.class);
            context.registerBean("routes", Routes.class, () -> Routes.of(r -> r.post("/mine", text("routes"))));
        })) {
            assertThat(server.get("/router-routes/parse.txt").body()).contains("GET /1/");
            assertThat(server.get("/router-routes/none.txt").statusCode()).isEqualTo(404);
            HttpResponse<String> refused = server.get("/mine");
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(TestServer.allow(refused)).isEqualTo("OPTIONS, POST");
        }
    }

    static class Cors implements WebFluxConfigurer {
        @Override
        public void addCorsMappings(CorsRegistry registry) {
            registry.addMapping("/**").allowedOrigins("https://friend.example").allowedMethods("DELETE", "GET");
        }
    }

    @Test
    void aPreFlightRequestIsDecidedByTheCorsConfigurationOfTheRouteItAnnounces() throws Exception {
        try (TestServer server = TestServer.with(context -> {
            context.registerBean(Cors.class);
            context.registerBean(
                    "routes",
                    Routes.class,
                    () -> Routes.of(r -> r.delete("/items/{id}", text("gone")).options("/items/{id}", text("never"))));
        })) {
            HttpResponse<String> allowed = server.send(
                    "OPTIONS",
                    "/items/1",
                    "Origin",
                    "https://friend.example",
                    "Access-Control-Request-Method",
                    "DELETE");
            assertThat(allowed.statusCode()).isEqualTo(200);
            assertThat(allowed.body()).isEmpty();
            assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://friend.example");

            HttpResponse<String> foreign = server.send(
                    "OPTIONS", "/items/1", "Origin", "https://foe.example", "Access-Control-Request-Method", "DELETE");
            assertThat(foreign.statusCode()).isEqualTo(403);
            HttpResponse<String> noSuchRoute = server.send(
                    "OPTIONS", "/items/1", "Origin", "https://friend.example", "Access-Control-Request-Method", "PUT");
            assertThat(noSuchRoute.statusCode()).isEqualTo(403);
            assertThat(noSuchRoute.headers().firstValue("Allow")).isEmpty();
        }
    }

    @Test
    void theObservationOfARequestNamesThePatternThatAnswered() throws Exception {
        ObservedPatterns observed = new ObservedPatterns();
        try (TestServer server = TestServer.with(
                context -> context.registerBean(
                        "routes",
                        Routes.class,
                        () -> Routes.of(r -> r.path("/t", t -> t.get("/{id}", text("x")))
                                .get("/a/{x}", request -> Mono.empty())
                                .get("/a/**", text("rest")))),
                builder -> builder.observationRegistry(observed.registry()))) {
            server.get("/t/1");
            server.get("/a/1");
            server.get("/none");
            server.send("POST", "/t/1");
        }
        assertThat(observed.patterns(4)).containsExactly("/t/{id}", "/a/**", "null", "null");
    }

    @Test
    void aVisitorSeesEveryRouteWithItsWholePatternAndTheHandlerAsDeclared() {
        Answer handler = text("x");
        Routes routes = Routes.of(r -> r.get("/a", handler)
                .webSocket("/chat", session -> Mono.empty())
                .path(
                        "/admin",
                        admin -> admin.filter((request, next) -> next.handle(request))
                                .path("/users", users -> users.delete("/{id}", handler))));
        List<String> seen = new CopyOnWriteArrayList<>();
        routes.accept(new RouterFunctions.Visitor() {
            @Override
            public void startNested(RequestPredicate predicate) {
                seen.add("nested");
            }

            @Override
            public void endNested(RequestPredicate predicate) {
                seen.add("end");
            }

            @Override
            public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
                seen.add(predicate + (handlerFunction == handler ? " as declared" : ""));
            }

            @Override
            public void resources(Function<ServerRequest, Mono<Resource>> lookupFunction) {
                seen.add("resources");
            }

            @Override
            public void attributes(Map<String, Object> attributes) {
                seen.add("attributes");
            }

            @Override
            public void unknown(RouterFunction<?> routerFunction) {
                seen.add("unknown");
            }
        });
        assertThat(seen)
                .hasSize(3)
                .startsWith("(GET && /a) as declared")
                .endsWith("(DELETE && /admin/users/{id}) as declared");
        assertThat(Set.of("([GET, CONNECT] && /chat)", "([CONNECT, GET] && /chat)"))
                .contains(seen.get(1));
    }
}
