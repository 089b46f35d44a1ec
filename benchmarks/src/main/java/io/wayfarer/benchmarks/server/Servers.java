/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

import java.util.Locale;
import java.util.function.Supplier;

import org.springframework.web.reactive.resource.ResourceWebHandler;

import io.wayfarer.benchmarks.Entrant;
import io.wayfarer.protocol.server.HttpListener;
import io.wayfarer.server.file.FileHandler;

/** All servers that are measured, by the names the command line knows. The first is the unit of the ratios. */
public enum Servers implements Entrant {
    REACTOR_NETTY(reactor.netty.http.server.HttpServer.class, ReactorNettyServer::new),
    NETTY(io.netty.handler.codec.http.HttpServerCodec.class, NettyServer::new),
    WAYFARER_LISTENER(HttpListener.class, WayfarerListener::new),
    REACTOR_NETTY_FILES(reactor.netty.http.server.HttpServer.class, FileServer::reactorNetty),
    WEBFLUX_FILES(ResourceWebHandler.class, FileServer::webFlux),
    WAYFARER_FILES(FileHandler.class, FileServer::wayfarer);

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

    /** Starts the server. */
    public ContestedServer start() {
        return starter.get();
    }
}
