/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.route;

import java.lang.reflect.Method;
import java.util.List;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import reactor.core.publisher.Mono;

import io.wayfarer.server.route.Routes;

/** One set of routes in three routers: WebFlux's functional one, that of its annotated controllers, and ours. */
record Routers(RouterFunction<ServerResponse> webFlux, RequestMappingHandlerMapping annotated, Routes wayfarer) {

    /** What annotated controllers have methods of. */
    private static final class Controller {
        @SuppressWarnings("unused") // called by reflection, if at all
        Mono<String> answer() {
            return Mono.empty();
        }
    }

    static Routers of(List<RouteLine> lines) {
        HandlerFunction<ServerResponse> handler = any -> ServerResponse.ok().build();
        RouterFunctions.Builder builder = RouterFunctions.route();
        lines.forEach(line -> builder.route(
                RequestPredicates.method(line.method()).and(RequestPredicates.path(line.pattern())), handler));
        Routes routes = Routes.of(spec -> lines.forEach(line -> spec.method(line.method(), line.pattern(), handler)));
        return new Routers(builder.build(), annotated(lines), routes);
    }

    private static RequestMappingHandlerMapping annotated(List<RouteLine> lines) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.refresh();
        RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
        mapping.setApplicationContext(context);
        mapping.afterPropertiesSet();
        Controller controller = new Controller();
        Method method = Controller.class.getDeclaredMethods()[0];
        lines.forEach(line -> mapping.registerMapping(
                RequestMappingInfo.paths(line.pattern())
                        .methods(RequestMethod.valueOf(line.method().name()))
                        .build(),
                controller,
                method));
        return mapping;
    }

    Object byWebFlux(ServerRequest request) {
        return RouteCatch.first(webFlux.route(request));
    }

    Object byAnnotations(ServerRequest request) {
        return RouteCatch.first(annotated.getHandler(request.exchange()));
    }

    Object byWayfarer(ServerRequest request) {
        return RouteCatch.first(wayfarer.route(request));
    }
}
