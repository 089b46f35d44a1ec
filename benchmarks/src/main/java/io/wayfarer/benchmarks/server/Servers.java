/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

import java.util.Locale;
import java.util.function.Supplier;

import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.resource.ResourceWebHandler;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import io.wayfarer.benchmarks.Entrant;
import io.wayfarer.benchmarks.route.RoutedApplication;
import io.wayfarer.protocol.server.HttpListener;
import io.wayfarer.server.file.FileHandler;
import io.wayfarer.server.route.Routes;

/** All servers that are measured, by the names the command line knows. The first is the unit of the ratios. */
public enum Servers implements Entrant {
    REACTOR_NETTY(reactor.netty.http.server.HttpServer.class, ReactorNettyServer::new),
    NETTY(io.netty.handler.codec.http.HttpServerCodec.class, NettyServer::new),
    WAYFARER_LISTENER(HttpListener.class, WayfarerListener::new),
    REACTOR_NETTY_FILES(reactor.netty.http.server.HttpServer.class, FileServer::reactorNetty),
    WEBFLUX_FILES(ResourceWebHandler.class, FileServer::webFlux),
    WAYFARER_FILES(FileHandler.class, FileServer::wayfarer),
    WEBFLUX_FN(RouterFunctions.class, () -> new RoutedServer(RoutedApplication.WEB_FLUX_FN)),
    WEBFLUX_ANNOTATED(RequestMappingHandlerMapping.class, () -> new RoutedServer(RoutedApplication.ANNOTATED)),
    WAYFARER_ROUTES(Routes.class, () -> new RoutedServer(RoutedApplication.SHORT_CUT)),
    WAYFARER_ROUTES_TEXT(Routes.class, () -> new RoutedServer(RoutedApplication.SHORT_CUT_TEXT));

    private final Class<?> library;

    @SuppressWarnings("ImmutableEnumChecker") // a constructor reference has no state
    private final Supplier<ContestedServer> starter;

    Servers(Class<?> library, Supplier<ContestedServer> starter) {
        this.library = library;
        this.starter = starter;
    }

    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Class<?> library() {
        return library;
    }

    /** Whether it answers with files, and with nothing else. */
    public boolean ofFiles() {
        return this == REACTOR_NETTY_FILES || this == WEBFLUX_FILES || this == WAYFARER_FILES;
    }

    /** Whether it answers at the paths of {@link Pages#routePath}, and at others only if {@link #ofRoutesAlone} says so. */
    public boolean ofRoutes() {
        return this == REACTOR_NETTY || ofRoutesAlone();
    }

    /** Whether it answers at the paths of {@link Pages#routePath}, and nowhere else. */
    public boolean ofRoutesAlone() {
        return this == WEBFLUX_FN
                || this == WEBFLUX_ANNOTATED
                || this == WAYFARER_ROUTES
                || this == WAYFARER_ROUTES_TEXT;
    }

    /** Starts the server. */
    public ContestedServer start() {
        return starter.get();
    }
}
