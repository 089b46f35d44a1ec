/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.support.HandlerFunctionAdapter;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.function.server.support.ServerResponseResultHandler;
import org.springframework.web.reactive.handler.AbstractUrlHandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.util.pattern.PathPattern;

/**
 * What the dispatcher would do for a route, as far as a short cut must do it too: the codecs, the views, and the first
 * segments of the paths that belong to handler mappings asked before router functions.
 */
record DispatcherSteps(
        List<HttpMessageReader<?>> messageReaders,
        List<HttpMessageWriter<?>> messageWriters,
        List<ViewResolver> viewResolvers,
        Set<String> othersFirst)
        implements ServerResponse.Context {

    DispatcherSteps {
        // Each request copies a list that is not known to be immutable.
        messageReaders = List.copyOf(messageReaders);
        messageWriters = List.copyOf(messageWriters);
        viewResolvers = List.copyOf(viewResolvers);
        othersFirst = Set.copyOf(othersFirst);
    }

    /** The steps of an application's dispatcher, or null if they are others than those this class knows. */
    static @Nullable DispatcherSteps of(ApplicationContext context) {
        if (!isPlain(context)) {
            return null;
        }
        Set<String> before = new HashSet<>();
        List<HandlerMapping> mappings = context.getBean(
                        WebHttpHandlerBuilder.WEB_HANDLER_BEAN_NAME, DispatcherHandler.class)
                .getHandlerMappings();
        for (HandlerMapping mapping : mappings == null ? List.<HandlerMapping>of() : mappings) {
            if (mapping instanceof RouterFunctionMapping functions) {
                return functions.getApiVersionStrategy() != null ? null : known(context, before);
            }
            if (!addFirstSegments(mapping, before)) {
                return null;
            }
        }
        return null;
    }

    private static DispatcherSteps known(ApplicationContext context, Set<String> before) {
        ServerResponseResultHandler results = context.getBean(ServerResponseResultHandler.class);
        return new DispatcherSteps(
                context.getBean(ServerCodecConfigurer.class).getReaders(),
                results.getMessageWriters(),
                results.getViewResolvers(),
                before);
    }

    /** Whether the application has WebFlux's own dispatcher, and leaves functions and their responses to WebFlux. */
    private static boolean isPlain(ApplicationContext context) {
        return context.containsBean(WebHttpHandlerBuilder.WEB_HANDLER_BEAN_NAME)
                && context.getBean(WebHttpHandlerBuilder.WEB_HANDLER_BEAN_NAME).getClass() == DispatcherHandler.class
                && context.getBeansOfType(HandlerFunctionAdapter.class).size() == 1
                && context.getBeansOfType(ServerResponseResultHandler.class).size() == 1
                && context.getBeansOfType(ServerCodecConfigurer.class).size() == 1;
    }

    private static boolean addFirstSegments(HandlerMapping mapping, Set<String> segments) {
        if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
            return methods.getHandlerMethods().keySet().stream()
                    .allMatch(
                            info -> addFirstSegments(info.getPatternsCondition().getPatterns(), segments));
        }
        return mapping instanceof AbstractUrlHandlerMapping urls
                && addFirstSegments(urls.getHandlerMap().keySet(), segments);
    }

    private static boolean addFirstSegments(Collection<PathPattern> patterns, Set<String> segments) {
        for (PathPattern pattern : patterns) {
            String text = pattern.getPatternString();
            int end = text.indexOf('/', 1);
            String first = text.substring(text.startsWith("/") ? 1 : 0, end < 0 ? text.length() : end);
            if (first.chars().anyMatch(c -> "{*?".indexOf(c) >= 0)) {
                return false;
            }
            segments.add(Segment.folded(first));
        }
        return true;
    }

    /** Whether a handler mapping that is asked before the router functions may have a handler for this path. */
    boolean maySomebodyElseComeFirst(ServerRequest request) {
        if (othersFirst.isEmpty()) {
            return false;
        }
        List<Element> path = Routes.path(request).elements();
        String first = path.size() > 1 && path.get(1) instanceof PathSegment segment ? segment.valueToMatch() : "";
        return othersFirst.contains(Segment.folded(first));
    }
}
