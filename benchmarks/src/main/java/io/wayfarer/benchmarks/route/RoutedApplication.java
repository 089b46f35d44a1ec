/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.route;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.BiConsumer;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import io.wayfarer.server.route.Responses;
import io.wayfarer.server.route.Routes;
import io.wayfarer.server.route.RoutesFilter;

/** Ways in which a request comes to its handler through WebFlux, each with an application of its own as Spring builds it. */
public enum RoutedApplication {
    /** Through WebFlux's own functional router. */
    WEB_FLUX_FN(RoutedApplication::webFlux),
    /** Through the mapping of WebFlux's annotated controllers. */
    ANNOTATED(RoutedApplication::annotated),
    /** Through the dispatcher to our routes, with the handler of WebFlux's functional router. */
    ROUTES(RoutedApplication::dispatched),
    /** From the filter chain to our routes, with the same handler. */
    SHORT_CUT(RoutedApplication::shortCut),
    /** From the filter chain to our routes, with an answer known beforehand. */
    SHORT_CUT_TEXT(RoutedApplication::shortCutToText);

    @SuppressWarnings("ImmutableEnumChecker") // a method reference has no state
    private final BiConsumer<AnnotationConfigApplicationContext, Task> way;

    RoutedApplication(BiConsumer<AnnotationConfigApplicationContext, Task> way) {
        this.way = way;
    }

    private record Task(List<RouteLine> lines, String text) {
        HandlerFunction<ServerResponse> handler() {
            return any -> ServerResponse.ok().contentType(MediaType.TEXT_PLAIN).bodyValue(text);
        }
    }

    @EnableWebFlux
    @Configuration(proxyBeanMethods = false)
    static class WebFlux {}

    /** What all annotated routes lead to. */
    static final class Controller {
        private final String text;

        Controller(String text) {
            this.text = text;
        }

        @ResponseBody
        String answer() {
            return text;
        }
    }

    /** The path that is asked for: the route in the middle. */
    public static String path(String folder, int routes) {
        return RouteLine.generated(folder, routes, "list").get(routes / 2).path();
    }

    /** An application of this many routes below a folder, all of which answer with a text. */
    public HttpHandler start(String folder, int routes, String text) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(WebFlux.class);
        way.accept(context, new Task(RouteLine.generated(folder, routes, "list"), text));
        if (!context.isActive()) {
            context.refresh();
        }
        return WebHttpHandlerBuilder.applicationContext(context).build();
    }

    /** An application of one router function, and of the short cut where that is ours. */
    public static HttpHandler of(RouterFunction<ServerResponse> routes) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(WebFlux.class);
        register(context, routes);
        context.refresh();
        return WebHttpHandlerBuilder.applicationContext(context).build();
    }

    private static void webFlux(AnnotationConfigApplicationContext context, Task task) {
        RouterFunctions.Builder builder = RouterFunctions.route();
        task.lines().forEach(line -> builder.GET(line.pattern(), task.handler()));
        register(context, builder.build());
    }

    private static void annotated(AnnotationConfigApplicationContext context, Task task) {
        context.refresh();
        RequestMappingHandlerMapping mapping = context.getBean(RequestMappingHandlerMapping.class);
        Controller controller = new Controller(task.text());
        Method method = Controller.class.getDeclaredMethods()[0];
        task.lines()
                .forEach(line -> mapping.registerMapping(
                        RequestMappingInfo.paths(line.pattern())
                                .methods(RequestMethod.GET)
                                .build(),
                        controller,
                        method));
    }

    private static void dispatched(AnnotationConfigApplicationContext context, Task task) {
        Routes routes = routes(task);
        context.registerBean("routes", Routes.class, () -> routes);
    }

    private static void shortCut(AnnotationConfigApplicationContext context, Task task) {
        register(context, routes(task));
    }

    private static Routes routes(Task task) {
        return Routes.of(r -> task.lines().forEach(line -> r.get(line.pattern(), task.handler())));
    }

    private static void shortCutToText(AnnotationConfigApplicationContext context, Task task) {
        register(
                context,
                Routes.of(r -> task.lines().forEach(line -> r.get(line.pattern(), Responses.text(task.text())))));
    }

    private static void register(AnnotationConfigApplicationContext context, RouterFunction<ServerResponse> routes) {
        if (routes instanceof Routes ours) {
            context.registerBean("routes", Routes.class, () -> ours);
            context.registerBean(RoutesFilter.class, () -> new RoutesFilter(context));
        } else {
            context.registerBean("routes", RouterFunction.class, () -> routes);
        }
    }
}
