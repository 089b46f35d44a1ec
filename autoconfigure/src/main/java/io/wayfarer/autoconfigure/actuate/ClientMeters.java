/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.cookie.CookieScope;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.transport.PoolEvictions;
import io.wayfarer.client.transport.Transport;

/**
 * How much each client has learnt, {@code wayfarer.client.cookies}, {@code wayfarer.client.hsts} and
 * {@code wayfarer.client.alt-svc}, and what its connections are used for, {@code wayfarer.client.pool.connections},
 * {@code wayfarer.client.pool.pending} and {@code wayfarer.client.pool.evictions}.
 */
record ClientMeters(Clients clients) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        clients.byName().forEach((name, client) -> {
            Transport transport = client.transport();
            Gauge.builder(
                            "wayfarer.client.pool.connections",
                            transport,
                            of -> of.use().connections())
                    .description("Connections of a client that are open or being opened")
                    .tag("client", name)
                    .register(registry);
            Gauge.builder(
                            "wayfarer.client.pool.pending",
                            transport,
                            of -> of.use().pending())
                    .description("Requests of a client that wait for a connection")
                    .tag("client", name)
                    .register(registry);
            evictions(registry, name, transport, "idle", PoolEvictions::idle);
            evictions(registry, name, transport, "life-time", PoolEvictions::lifeTime);
            evictions(registry, name, transport, "closed", PoolEvictions::closed);
            Clients.cookies(client)
                    .ifPresent(store -> Gauge.builder("wayfarer.client.cookies", store, CookieScope::cookies)
                            .description("Cookies in the jar of a client, or in all its jars")
                            .tag("client", name)
                            .register(registry));
            Clients.hsts(client)
                    .ifPresent(store -> Gauge.builder("wayfarer.client.hsts", store, HstsStore::size)
                            .description("Servers that a client reaches over TLS alone")
                            .tag("client", name)
                            .register(registry));
            Clients.alternatives(client)
                    .ifPresent(store -> Gauge.builder("wayfarer.client.alt-svc", store, AltSvcStore::size)
                            .description("Servers of which a client knows alternatives")
                            .tag("client", name)
                            .register(registry));
        });
    }

    private static void evictions(
            MeterRegistry registry,
            String client,
            Transport transport,
            String reason,
            ToDoubleFunction<PoolEvictions> count) {
        FunctionCounter.builder(
                        "wayfarer.client.pool.evictions",
                        transport,
                        of -> count.applyAsDouble(of.use().evictions()))
                .description("Unused connections of a client that were given up")
                .tag("client", client)
                .tag("reason", reason)
                .register(registry);
    }
}
