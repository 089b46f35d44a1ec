/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.url.HttpUrl;

/**
 * Goes to known HSTS hosts over TLS alone: http becomes https and ws becomes wss before anything is sent (RFC 6797
 * section 8.3). Learns from every answer whose server was verified, a redirect included; never from an answer in the clear
 * or from a server that could be anybody.
 */
public final class HstsPolicy implements HopPolicy {

    private static final String FIELD = "Strict-Transport-Security";

    private final HstsStore store;

    public HstsPolicy(HstsStore store) {
        this.store = store;
    }

    @Override
    public Mono<Void> prepare(Hop hop) {
        if (concerns(hop.url())) {
            hop.redirectTo(hop.url().upgraded(), HopReason.HSTS);
        }
        return Mono.empty();
    }

    @Override
    public HttpUrl upgrade(HttpUrl url) {
        return concerns(url) ? url.upgraded() : url;
    }

    private boolean concerns(HttpUrl url) {
        return !url.secure() && store.check(url.host());
    }

    @Override
    public void learn(Hop hop, HopAnswer answer) {
        if (answer.authenticated()) {
            // Only the first field counts (RFC 6797 section 8.1).
            String value = answer.headers().getFirst(FIELD);
            if (value != null) {
                store.learn(hop.url().host(), value);
            }
        }
    }

    /** What it asks and teaches. */
    public HstsStore store() {
        return store;
    }

    @Override
    public HopStage stage() {
        return HopStage.HSTS;
    }

    @Override
    public String name() {
        return "hsts";
    }
}
