/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.ErrorResponseException;
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
 * nothing matches. Whoever has read the request's body leaves none for the next, unless it is
 * {@linkplain RouteSpec#keepBody kept}.
 *
 * <p><b>Methods.</b> HEAD is answered by the GET route of a pattern unless it has one of its own. When a path has routes
 * but none for the method, OPTIONS is answered 200 with {@code Allow}, a plain GET of a WebSocket 426, anything else 405
 * with {@code Allow}. That answer waits until nobody else wants the request: other router functions, annotated
 * controllers and other handler mappings are asked first, all but the one for static resources, which claims every
 * path. For this a {@code Routes} is also a {@link HandlerMapping}, near the end of the order. It can be one only as a
 * bean whose declared type is {@code Routes}; everywhere else (wrapped in another router function, or turned into an
 * {@code HttpHandler} alone) it answers at once.
 *
 * <p>Immutable and thread-safe. Compares as {@link RouteOptions} say, whatever parser WebFlux is configured with.
 */
public final class Routes implements RouterFunction<ServerResponse>, HandlerMapping, Ordered {

    private static final HttpMethod CONNECT = HttpMethod.valueOf("CONNECT");

    private final List<Route> routes;
    private final IdentityHashMap<Route, Candidates> handlers = new IdentityHashMap<>();
    private final RouteTree tree;
    private final boolean webSockets;
    private final boolean conditions;

    private Routes(Consumer<RouteSpec> spec, RouteOptions options) {
        this.routes = Declaration.read(spec, options);
        this.webSockets = routes.stream().anyMatch(route -> route.description().kind() == Kind.WEB_SOCKET);
        this.conditions = routes.stream().anyMatch(route -> route.condition() != null);
        this.tree = new RouteTree(routes, options);
        for (Route route : routes) {
            handlers.put(route, new Candidates(this, route, Route.Outer.NONE));
        }
    }

    /**
     * Routes as declared, with the {@linkplain RouteOptions#defaults default options}. WebSocket handshakes are those of
     * the {@code WebSocketService} that WebFlux is configured with ({@code WebFluxConfigurer.getWebSocketService()}), or
     * of Spring's for the server in use.
     *
     * @throws IllegalArgumentException if a pattern is malformed, two routes answer the same requests or two have one
     *     name; the message names them and the lines where they are declared
     */
    public static Routes of(Consumer<RouteSpec> spec) {
        return new Routes(spec, RouteOptions.defaults());
    }

    /** As {@link #of(Consumer)}, with options. */
    public static Routes of(Consumer<RouteSpec> spec, RouteOptions options) {
        return new Routes(spec, options);
    }

    List<Route> declared() {
        return routes;
    }

    /**
     * The path of a named route, from the application's context path on, without it.
     *
     * @param variables the values of the pattern's variables from left to right, as text, not encoded; what {@code **}
     *     stands for is the last, its slashes separate segments
     * @throws IllegalArgumentException if no route has the name, if there are more or fewer values than variables, or if
     *     the route would not match the result
     */
    public String urlTo(String name, Object... variables) {
        for (Route route : routes) {
            if (name.equals(route.description().name())) {
                return PathExpansion.expand(route.pattern(), List.of(variables));
            }
        }
        throw new IllegalArgumentException("urlTo: no route is named '" + name + "'");
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

    static PathContainer path(ServerRequest request) {
        return request.requestPath().pathWithinApplication();
    }

    private Wanted wanted(ServerRequest request) {
        return Wanted.of(request, conditions, webSockets);
    }

    /** All routes that may answer a request, in order of precedence. */
    List<Route> candidates(ServerRequest request) {
        return tree.all(path(request), wanted(request));
    }

    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        Throwable failure = RoutesFilter.failure(request);
        if (failure != null) {
            return Mono.just(failed -> Mono.error(failure));
        }
        PathContainer path = path(request);
        Route.Outer outer = Route.Outer.of(request.attributes(), request.pathVariables());
        Route first = tree.first(path, wanted(request));
        if (first == null) {
            return refuse(request);
        }
        return first.mount() == null ? chosen(first, request, outer) : offered(request, candidates(request), 0, outer);
    }

    private Mono<HandlerFunction<ServerResponse>> chosen(Route route, ServerRequest request, Route.Outer outer) {
        route.bind(path(request), outer, request.attributes());
        return handler(route, outer);
    }

    private Mono<HandlerFunction<ServerResponse>> handler(Route route, Route.Outer outer) {
        Candidates known = outer.nothing() ? handlers.get(route) : null;
        return (known == null ? new Candidates(this, route, outer) : known).found();
    }

    /** The handler of a request that one of these routes answers first, with all noted about the match; else null. */
    @Nullable
    HandlerFunction<ServerResponse> direct(ServerRequest request) {
        PathContainer path = path(request);
        Route first = tree.first(path, wanted(request));
        if (first == null || first.mount() != null) {
            return null;
        }
        first.bind(path, Route.Outer.NONE, request.attributes());
        return handlers.get(first);
    }

    /** Asks the router functions among the candidates whether they want the request, up to the first other candidate. */
    private Mono<HandlerFunction<ServerResponse>> offered(
            ServerRequest request, List<Route> candidates, int index, Route.Outer outer) {
        if (index == candidates.size()) {
            return refuse(request);
        }
        Route route = candidates.get(index);
        Mount mount = route.mount();
        return mount == null
                ? chosen(route, request, outer)
                : mount.wants(request)
                        .flatMap(wanted -> handler(route, outer))
                        .switchIfEmpty(Mono.defer(() -> offered(request, candidates, index + 1, outer)));
    }

    private Mono<HandlerFunction<ServerResponse>> refuse(ServerRequest request) {
        PathContainer path = path(request);
        Set<HttpMethod> methods = tree.methods(path);
        if (methods.isEmpty() || CorsUtils.isPreFlightRequest(request.exchange().getRequest())) {
            return Mono.empty();
        }
        List<Route> declined = conditions ? tree.all(path, wanted(request).unconditionally()) : List.of();
        declined = declined.stream().filter(route -> route.mount() == null).toList();
        ErrorResponseException mediaTypes = UnmetMediaTypes.of(declined, request);
        if (mediaTypes == null && !declined.isEmpty()) {
            return Mono.empty();
        }
        Refusal refusal = Refusal.add(request, methods).because(mediaTypes);
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
            if (!route.description().attributes().isEmpty()) {
                visitor.attributes(route.description().attributes());
            }
            Mount mount = route.mount();
            if (mount == null) {
                visitor.route(predicate(route), route.declared());
            } else {
                mount.accept(visitor);
            }
        }
    }

    private static RequestPredicate predicate(Route route) {
        RouteDescription description = route.description();
        RequestPredicate predicate = RequestPredicates.path(description.pattern());
        if (description.kind() == Kind.WEB_SOCKET) {
            predicate = RequestPredicates.methods(HttpMethod.GET, CONNECT).and(predicate);
        } else if (!description.method().equals(RouteDescription.ANY)) {
            predicate = RequestPredicates.method(description.method()).and(predicate);
        }
        return route.condition() == null ? predicate : predicate.and(route.condition());
    }

    /** The table of routes, one a line, in the order declared. */
    @Override
    public String toString() {
        return routes.stream()
                .map(Route::description)
                .map(route -> String.format(
                        "%-9s %s",
                        route.verb(), route.toString().substring(route.verb().length() + 1)))
                .collect(Collectors.joining("\n"));
    }
}
