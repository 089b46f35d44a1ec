/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

import io.wayfarer.server.route.RouteDescription.Kind;

/**
 * A router function of any number of routes at the cost of one. Declare it as a bean; WebFlux's filters, codecs, CORS,
 * error handling and observations apply as to every router function:
 *
 * <pre>{@code
 * @Bean
 * Routes routes(Items items, ChatHandler chat) {
 *     return Routes.of(r -> r
 *         .get("/hello", text("Hello world!"))
 *         .get("/items/{id}", items::show)
 *         .webSocket("/chat", chat)
 *         .path("/admin", admin -> admin.filter(login).get("/stats", items::stats)));
 * }
 * }</pre>
 *
 * <p><b>Which route answers.</b> Routes match as {@link RouteSpec} says, and the most specific comes first: one without
 * {@code **} before one with it; then, at the first segment where two differ, a literal before a regular expression
 * before a variable. The order of declaration does not matter. A handler that completes empty passes the request to the
 * next route that matches, unless it has already sent something; after the last one the answer is 404, as it is when
 * nothing matches. Whoever has read the request's body leaves none for the next.
 *
 * <p><b>Methods.</b> HEAD is answered by the GET route of a pattern unless it has one of its own. When a path has routes
 * but none for the method, OPTIONS is answered 200 with {@code Allow}, a plain GET of a WebSocket 426, anything else 405
 * with {@code Allow}. That answer waits until nobody else wants the request: other router functions, annotated
 * controllers and other handler mappings are asked first, all but the one for static resources, which claims every
 * path. For this a {@code Routes} is also a {@link HandlerMapping}, near the end of the order. It can be one only as a
 * bean whose declared type is {@code Routes}; everywhere else (wrapped in another router function, or turned into an
 * {@code HttpHandler} alone) it answers at once.
 *
 * <p>Immutable and thread-safe. Always compares with case, whatever parser WebFlux is configured with.
 */
public final class Routes implements RouterFunction<ServerResponse>, HandlerMapping, Ordered {

    private static final HttpMethod CONNECT = HttpMethod.valueOf("CONNECT");

    private final List<Route> routes;
    private final RouteTree tree;
    private final boolean webSockets;

    private Routes(List<Route> routes) {
        this.routes = routes;
        this.webSockets = routes.stream().anyMatch(route -> route.description().kind() == Kind.WEB_SOCKET);
        this.tree = new RouteTree(routes);
    }

    /**
     * Routes as declared. WebSocket handshakes are those of the {@code WebSocketService} that WebFlux is configured with
     * ({@code WebFluxConfigurer.getWebSocketService()}), or of Spring's for the server in use.
     *
     * @throws IllegalArgumentException if a pattern is malformed or two routes answer the same requests; the message
     *     names them
     */
    public static Routes of(Consumer<RouteSpec> spec) {
        return new Routes(Declaration.read("", spec, null));
    }

    /** As {@link #of(Consumer)}, with handshakes of the application's own. */
    public static Routes of(Consumer<RouteSpec> spec, WebSocketService webSocketService) {
        return new Routes(Declaration.read("", spec, webSocketService));
    }

    /**
     * What {@code **} or {@code {*name}} matched in the route that is answering: decoded, without the leading slash and
     * without {@code ;parameters}; empty when nothing is left. An encoded slash is a slash here, and {@code ..} may
     * occur: never use this as the name of a file unchecked.
     *
     * @throws IllegalStateException if the pattern of the route does not end in either
     */
    public static String rest(ServerRequest request) {
        if (request.attributes().get(Route.REST_ATTRIBUTE) instanceof Route.Rest rest) {
            return rest.value();
        }
        throw new IllegalStateException("rest(request): the route's pattern does not end in **");
    }

    /** What has been declared, in that order; unmodifiable. */
    public List<RouteDescription> routes() {
        return routes.stream().map(Route::description).toList();
    }

    RouteTree tree() {
        return tree;
    }

    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        ServerWebExchange exchange = request.exchange();
        Wanted wanted = Wanted.of(exchange.getRequest(), webSockets);
        PathContainer path = request.requestPath().pathWithinApplication();
        Route first = tree.first(path, wanted);
        if (first == null) {
            return refuse(request, path);
        }
        Route.Outer outer = Route.Outer.of(request.attributes(), request.pathVariables());
        first.bind(path, outer, request.attributes());
        return Mono.just(new Candidates(tree, path, wanted, first, outer));
    }

    private Mono<HandlerFunction<ServerResponse>> refuse(ServerRequest request, PathContainer path) {
        Set<HttpMethod> methods = tree.methods(path);
        if (methods.isEmpty() || CorsUtils.isPreFlightRequest(request.exchange().getRequest())) {
            return Mono.empty();
        }
        Refusal refusal = Refusal.add(request, methods);
        return isAskedAgain(request.exchange()) ? Mono.empty() : Mono.just(refusal);
    }

    /** Whether WebFlux will ask {@link #getHandler} after everybody else. */
    private boolean isAskedAgain(ServerWebExchange exchange) {
        ApplicationContext context = exchange.getApplicationContext();
        return context != null
                && context.containsBean(WebHttpHandlerBuilder.WEB_HANDLER_BEAN_NAME)
                && context.getBean(WebHttpHandlerBuilder.WEB_HANDLER_BEAN_NAME) instanceof DispatcherHandler dispatcher
                && dispatcher.getHandlerMappings() != null
                && dispatcher.getHandlerMappings().contains(this);
    }

    /** The answer to a request that found its path but not its method here, and nothing anywhere else; else empty. */
    @Override
    public Mono<Object> getHandler(ServerWebExchange exchange) {
        Refusal refusal = Refusal.of(exchange);
        if (refusal == null) {
            return Mono.empty();
        }
        exchange.getAttributes().put(RouterFunctions.REQUEST_ATTRIBUTE, refusal.request());
        return Mono.just(refusal);
    }

    /**
     * After all other mappings of handlers, and before that of static resources. Among router functions, too, this is
     * the order, unless the bean has an {@code @Order} of its own.
     */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 2;
    }

    /**
     * Shows every route with its whole pattern. Nested declarations are not shown as nested: visitors like that of
     * {@code /actuator/mappings} would print their routes without the prefix.
     */
    @Override
    public void accept(RouterFunctions.Visitor visitor) {
        for (Route route : routes) {
            visitor.route(predicate(route.description()), route.declared());
        }
    }

    private static RequestPredicate predicate(RouteDescription route) {
        RequestPredicate path = RequestPredicates.path(route.pattern());
        return route.kind() == Kind.WEB_SOCKET
                ? RequestPredicates.methods(HttpMethod.GET, CONNECT).and(path)
                : RequestPredicates.method(route.method()).and(path);
    }

    /** The table of routes, one a line, in the order declared. */
    @Override
    public String toString() {
        return routes.stream()
                .map(Route::description)
                .map(route -> String.format("%-9s %s", route.verb(), route.pattern()))
                .collect(Collectors.joining("\n"));
    }
}
