/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.client.LocalEnd;
import io.wayfarer.protocol.grammar.Authority;

/**
 * A stream of bytes to a place, being put together: by {@code CONNECT} (RFC 9110 section 9.3.6) or SOCKS through the proxy that
 * the client would take for it, or straight there. Of the policies those that choose the proxy take part, and the application's
 * own, to which it is a request of the method {@code CONNECT}; forbidden addresses are refused. Immutable: each method returns
 * a new one. Nothing happens before a subscription, and each subscription opens anew.
 *
 * <pre>{@code
 * Flux<String> greeting = http.connect("mail.example:25")
 *         .use(tunnel -> tunnel.receive().map(piece -> text(piece)).take(1));
 * }</pre>
 */
public final class TunnelSpec {

    private final RequestSpec request;

    private TunnelSpec(RequestSpec request) {
        this.request = request;
    }

    static TunnelSpec to(String text, Engine engine) {
        Authority authority = Authority.parse(text)
                .filter(place -> place.port() != Authority.NO_PORT)
                .orElseThrow(() -> new IllegalArgumentException("authority: \"" + HeaderRules.shown(text)
                        + "\" (expected: host:port, IPv6 addresses in brackets; RFC 9112 section 3.2.3)"));
        HttpRequest connect = HttpRequest.of(HttpMethod.valueOf("CONNECT"), HttpUrl.parse("http://" + authority + "/"))
                .policies(TunnelSpec::concerned);
        return new TunnelSpec(new RequestSpec(engine, connect));
    }

    /** What deals with URLs and fields has nothing to do with a stream of bytes. */
    private static PolicyChain concerned(PolicyChain all) {
        PolicyChain chosen = PolicyChain.empty();
        for (HopPolicy policy : all.hopPolicies()) {
            if (policy.stage() == HopStage.CUSTOM || policy.stage() == HopStage.PROXY) {
                chosen = chosen.with(policy);
            }
        }
        return chosen;
    }

    /** Through this proxy. */
    public TunnelSpec proxy(Proxy proxy) {
        return new TunnelSpec(request.proxy(proxy));
    }

    /** Through no proxy, whatever the environment says. */
    public TunnelSpec direct() {
        return new TunnelSpec(request.direct());
    }

    /** From this local end, in place of the client's. */
    public TunnelSpec from(LocalEnd local) {
        return new TunnelSpec(request.from(local));
    }

    /** Another time limit for opening it; how long it stays open is not limited. */
    public TunnelSpec timeout(Duration limit) {
        return new TunnelSpec(request.timeout(limit));
    }

    /**
     * Opens it and closes it when what the function returns has ended, has failed or is cancelled.
     *
     * @return fails with an {@link io.wayfarer.client.error.HttpExchangeException} when there is no way; a proxy that refuses is
     *     a {@link io.wayfarer.client.error.ProxyException} with its answer
     */
    public <T> Flux<T> use(Function<Tunnel, ? extends Publisher<T>> user) {
        return request.exchangeToFlux(answer -> user.apply(new Tunnel(answer)));
    }

    /** Opens it; who receives it closes it. Fails as {@link #use} does. */
    public Mono<Tunnel> open() {
        return new PendingAnswer(request.engine, request.request())
                .map(Tunnel::new)
                .doOnDiscard(HttpResponse.class, HttpResponse::release)
                .doOnDiscard(Tunnel.class, Tunnel::close);
    }
}
