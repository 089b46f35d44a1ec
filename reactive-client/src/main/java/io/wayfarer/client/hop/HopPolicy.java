/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import reactor.core.publisher.Mono;

import io.wayfarer.client.url.HttpUrl;

/**
 * What is decided about each hop, redirects included: a bean of this type joins every client.
 *
 * <p>Shared by all exchanges, so an implementation is thread-safe. Both methods may run on an event loop and must not
 * block. An exception thrown by either ends the exchange with that exception; no connection is lost by it.
 *
 * <pre>{@code
 * HopPolicy signing = hop -> {
 *     hop.headers().set("X-Signature", sign(hop.method(), hop.url()));
 *     return Mono.empty();
 * };
 * }</pre>
 */
@FunctionalInterface
public interface HopPolicy {

    /**
     * Called before the hop goes out; may change its URL, its headers and its route.
     *
     * @return {@link Mono#empty()} when all is decided, which costs nothing; any other Mono is waited for
     */
    Mono<Void> prepare(Hop hop);

    /**
     * What {@link #prepare} would make of the scheme of a URL, asked before a redirect to it is judged: one from https to
     * http that goes over https after all does not leave TLS.
     *
     * @return the URL itself, unless this policy replaces http by https or ws by wss
     */
    default HttpUrl upgrade(HttpUrl url) {
        return url;
    }

    /** Called with every answer, those with a 3xx status included, before its body is read. */
    default void learn(Hop hop, HopAnswer answer) {}

    /** Where in the order this policy stands. */
    default HopStage stage() {
        return HopStage.CUSTOM;
    }

    /** A short name for diagnostics. */
    default String name() {
        return getClass().getSimpleName();
    }
}
