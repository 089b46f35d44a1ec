/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.springframework.web.reactive.function.client.WebClient;

import io.wayfarer.benchmarks.Entrant;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.protocol.client.HttpConnector;

/** All contestants, by the names the command line knows. The first is the unit of the ratios. */
public enum Contestants implements Entrant {
    REACTOR_NETTY(reactor.netty.http.client.HttpClient.class, ReactorNetty::new),
    NETTY(io.netty.handler.codec.http.HttpClientCodec.class, NettyClient::new),
    WEB_CLIENT(WebClient.class, StockWebClient::new),
    APACHE_HC5(org.apache.hc.client5.http.impl.async.HttpAsyncClients.class, HttpComponents::new),
    VERTX(io.vertx.core.Vertx.class, VertxClient::new),
    WAYFARER(ReactiveHttpClient.class, Wayfarer::new),
    WAYFARER_CONNECTIONS(HttpConnector.class, WayfarerConnections::new),
    WAYFARER_TRANSPORT(ReactiveHttpClient.class, WayfarerTransport::new),
    WAYFARER_WEB_CLIENT(ReactiveHttpClient.class, WayfarerWebClient::new);

    private final Class<?> library;

    @SuppressWarnings("ImmutableEnumChecker") // a constructor reference has no state
    private final Supplier<Contestant> starter;

    Contestants(Class<?> library, Supplier<Contestant> starter) {
        this.library = library;
        this.starter = starter;
    }

    /** The contestant that has this {@link #id()}; anything else is refused with the list of names. */
    public static Contestants byId(String id) {
        return Arrays.stream(values())
                .filter(contestant -> contestant.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contestant \"" + id + "\" (there are: "
                        + Arrays.stream(values()).map(Contestants::id).collect(Collectors.joining(", ")) + ")"));
    }

    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Class<?> library() {
        return library;
    }

    /** Whether it can do what is asked: what has no policies follows no redirects. */
    public boolean takesPart(Call call) {
        return !call.followsRedirects()
                || (this != NETTY && this != WAYFARER_CONNECTIONS && this != WAYFARER_TRANSPORT);
    }

    /** Starts the client. */
    public Contestant start() {
        return starter.get();
    }
}
