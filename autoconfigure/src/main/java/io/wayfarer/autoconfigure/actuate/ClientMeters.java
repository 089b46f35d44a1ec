/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.cookie.CookieScope;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.transport.Transport;

/**
 * How much each client has learnt, {@code wayfarer.client.cookies}, {@code wayfarer.client.hsts} and
 * {@code wayfarer.client.alt-svc}, and what its connections are used for, {@code wayfarer.client.pool.connections} and
 * {@code wayfarer.client.pool.pending}.
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
}
