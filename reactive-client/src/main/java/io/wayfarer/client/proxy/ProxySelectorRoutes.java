/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Proxy.Kind;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/**
 * Routes as a selector of the JDK chooses them. It may block, so it is asked off the event loops, for each hop anew;
 * WebSocket URLs it sees as http and https. Its SOCKS proxies are spoken to in version 5, and look up names. What it lists
 * behind the direct way is never needed. Thread-safe if the selector is.
 */
public final class ProxySelectorRoutes implements RouteSelector {

    private final String source;
    private final ProxySelector selector;

    private ProxySelectorRoutes(String source, ProxySelector selector) {
        this.source = source;
        this.selector = selector;
    }

    /**
     * Asks the given selector.
     *
     * @param source what it is called in messages, and in the trace as the reason of a route
     */
    public static ProxySelectorRoutes of(String source, ProxySelector selector) {
        return new ProxySelectorRoutes(source, selector);
    }

    @Override
    public @Nullable Route select(HttpUrl url) {
        return null;
    }

    @Override
    public Mono<Route> find(HttpUrl url) {
        return Mono.fromCallable(() -> route(selector.select(uri(url)))).subscribeOn(Schedulers.boundedElastic());
    }

    /** Without path and query where the JDK's syntax does not allow them. */
    private static URI uri(HttpUrl url) throws URISyntaxException {
        String origin = (url.secure() ? "https://" : "http://") + url.authority();
        try {
            return new URI(origin + url.requestTarget());
        } catch (URISyntaxException e) {
            return new URI(origin + "/");
        }
    }

    private Route route(@Nullable List<java.net.Proxy> chosen) throws IOException {
        List<Proxy> proxies = new ArrayList<>();
        if (chosen != null) {
            for (java.net.Proxy one : chosen) {
                if (one.type() == java.net.Proxy.Type.DIRECT) {
                    return new Route(proxies, true, source);
                }
                proxies.add(proxy(one));
            }
        }
        if (proxies.isEmpty()) {
            throw new IOException(source + " names neither a proxy nor the direct way");
        }
        return new Route(proxies, false, source);
    }

    private Proxy proxy(java.net.Proxy one) throws IOException {
        InetSocketAddress place = (InetSocketAddress) one.address();
        String host = place.getHostString();
        String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        try {
            Kind kind = one.type() == java.net.Proxy.Type.SOCKS ? Kind.SOCKS5H : Kind.HTTP;
            return ProxyUrl.parse(source, kind.scheme() + "://" + bracketed + ":" + place.getPort());
        } catch (IllegalArgumentException e) {
            throw new IOException(source + " names a proxy whose host or port is none", e);
        }
    }

    /** What the selector is called. */
    @Override
    public String toString() {
        return source;
    }
}
