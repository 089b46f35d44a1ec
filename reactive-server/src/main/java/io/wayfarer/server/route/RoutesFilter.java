/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.handler.DefaultWebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/**
 * A short cut from the end of the filter chain to the routes, past the steps by which {@code DispatcherHandler} looks for
 * a handler among all kinds of them. Declare it as a bean beside {@link Routes}; what is answered does not change, only
 * how fast.
 *
 * <p>It takes a request only where the dispatcher would come to the same route: the filter is the last of the chain, the
 * tables stand before all other router functions, no handler mapping before those has a pattern with the same first
 * segment, there is no API version strategy, and the request has no {@code Origin}, so that CORS has no part in it.
 * Everything else, automatic answers included, goes on to the dispatcher, and so does an error of a handler, which is
 * dealt with there as if it had happened there. All other filters, Spring Security's among them, come before.
 */
public final class RoutesFilter implements WebFilter, Ordered, SmartInitializingSingleton {

    /** Names the attribute with the failure that the dispatcher is to deal with. */
    private static final String FAILURE_ATTRIBUTE = RoutesFilter.class.getName() + ".failure";

    private final ApplicationContext context;
    private final List<Routes> tables = new ArrayList<>();
    private @Nullable DispatcherSteps steps;

    /** A filter for the tables of an application, which are looked for once all beans are there. */
    public RoutesFilter(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (RouterFunction<?> function :
                context.getBeanProvider(RouterFunction.class).orderedStream().toList()) {
            if (!(function instanceof Routes table)) {
                break;
            }
            tables.add(table);
        }
        steps = tables.isEmpty() ? null : DispatcherSteps.of(context);
    }

    /** After every other filter. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        DispatcherSteps known = steps;
        if (known == null
                || !isLast(chain)
                || exchange.getRequest().getHeaders().containsHeader(HttpHeaders.ORIGIN)) {
            return chain.filter(exchange);
        }
        ServerRequest request = ServerRequest.create(exchange, known.messageReaders());
        if (known.maySomebodyElseComeFirst(request)) {
            return chain.filter(exchange);
        }
        for (Routes table : tables) {
            HandlerFunction<ServerResponse> handler = table.direct(request);
            if (handler != null) {
                note(exchange, request, handler);
                return answer(handler, request, known, chain);
            }
        }
        return chain.filter(exchange);
    }

    private boolean isLast(WebFilterChain chain) {
        if (chain instanceof DefaultWebFilterChain known && known.getHandler() instanceof DispatcherHandler) {
            List<WebFilter> filters = known.getFilters();
            return filters.get(filters.size() - 1) == this;
        }
        return false;
    }

    /** What {@code RouterFunctionMapping} notes about a match. */
    private static void note(
            ServerWebExchange exchange, ServerRequest request, HandlerFunction<ServerResponse> handler) {
        exchange.getAttributes().put(RouterFunctions.REQUEST_ATTRIBUTE, request);
        exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, handler);
        PathPattern pattern = exchange.getRequiredAttribute(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE);
        exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        Object variables = exchange.getAttribute(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        if (variables != null) {
            exchange.getAttributes().put(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, variables);
        }
        ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .ifPresent(observed -> observed.setPathPattern(pattern.getPatternString()));
    }

    private static Mono<Void> answer(
            HandlerFunction<ServerResponse> handler,
            ServerRequest request,
            DispatcherSteps steps,
            WebFilterChain chain) {
        ServerWebExchange exchange = request.exchange();
        try {
            Mono<ServerResponse> response = handler.handle(request);
            ServerResponse known = Candidates.known(response);
            if (known != null) {
                return known.writeTo(exchange, steps);
            }
            return response.map(answer -> answer.writeTo(exchange, steps))
                    .onErrorResume(failure -> Mono.just(failed(failure, exchange, chain)))
                    .flatMap(written -> written);
        } catch (RuntimeException failure) {
            return failed(failure, exchange, chain);
        }
    }

    /** Only what happens before the response is written is the dispatcher's. */
    private static Mono<Void> failed(Throwable failure, ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getAttributes().put(FAILURE_ATTRIBUTE, failure);
        return chain.filter(exchange);
    }

    /** The failure that a handler has already met with, or null. */
    static @Nullable Throwable failure(ServerRequest request) {
        return (Throwable) request.exchange().getAttributes().get(FAILURE_ATTRIBUTE);
    }
}
