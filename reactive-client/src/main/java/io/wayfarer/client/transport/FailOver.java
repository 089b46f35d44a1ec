/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.error.ProxyException.Reason;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.protocol.client.HttpConnectException;
import io.wayfarer.protocol.client.HttpConnectException.Phase;

/**
 * Goes the ways of a route one after another, until one of them leads on. The next is tried when no connection came about
 * for the proxy's sake, so that nothing was sent yet; what a proxy refuses stays refused. One that was not reached comes
 * behind the others for a while.
 */
final class FailOver {

    private final DeadProxies dead;

    FailOver(DeadProxies dead) {
        this.dead = dead;
    }

    /** @param transport is given the request with a route that has one way */
    Mono<TransportResponse> exchange(TransportRequest request, Transport transport) {
        return Mono.defer(() -> attempt(request, ordered(request.route()), 0, transport, null));
    }

    /** As the route has them, those before that were not reached lately. */
    private List<Route> ordered(Route route) {
        List<Route> alive = new ArrayList<>(route.proxies().size() + 1);
        List<Route> notReached = new ArrayList<>();
        for (Route way : route.ways()) {
            Proxy proxy = way.proxy();
            (proxy != null && dead.contains(proxy) ? notReached : alive).add(way);
        }
        alive.addAll(notReached);
        return alive;
    }

    private Mono<TransportResponse> attempt(
            TransportRequest request, List<Route> ways, int index, Transport transport, @Nullable Throwable before) {
        Route way = ways.get(index);
        Proxy proxy = way.proxy();
        return transport
                .exchange(request.by(way))
                .doOnNext(answer -> {
                    if (proxy != null) {
                        dead.remove(proxy);
                    }
                })
                .onErrorResume(failure -> {
                    if (before != null) {
                        failure.addSuppressed(before);
                    }
                    if (proxy == null || !wasTheProxys(proxy, request, failure)) {
                        return Mono.error(failure);
                    }
                    if (!wasReached(failure)) {
                        dead.add(proxy);
                    }
                    return index + 1 == ways.size()
                            ? Mono.error(failure)
                            : attempt(request, ways, index + 1, transport, failure);
                });
    }

    private static boolean wasTheProxys(Proxy proxy, TransportRequest request, Throwable failure) {
        HttpConnectException e = Failures.cause(HttpConnectException.class, failure);
        if (e == null) {
            return false;
        }
        if (failure instanceof ProxyException told) {
            return told.reason() == Reason.UNREACHABLE || told.reason() == Reason.TLS;
        }
        boolean forwards = proxy.forwards(request.hop().url().secure());
        return switch (e.phase()) {
            case RESOLVE, CONNECT -> true;
            case TUNNEL -> e.timedOut();
            case TLS, NEGOTIATE -> forwards;
        };
    }

    /** A proxy that was reached may be silent because the server is. */
    private static boolean wasReached(Throwable failure) {
        HttpConnectException e = Failures.cause(HttpConnectException.class, failure);
        return e != null
                && e.phase() == Phase.TUNNEL
                && !(failure instanceof ProxyException told && told.reason() == Reason.TLS);
    }
}
