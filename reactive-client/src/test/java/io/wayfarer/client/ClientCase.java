/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.wayfarer.client.cookie.CookiePolicy;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.proxy.EnvironmentProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;

/** A whole client with an empty jar and no proxies, and the server of {@link Pages}. */
abstract class ClientCase {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .build());

    final ReactiveHttpClient http = ReactiveHttpClient.builder()
            .transport(transport)
            .policy(new CookiePolicy(new InMemoryCookieStore()))
            .policy(new ProxyPolicy(EnvironmentProxies.of(Map.of())))
            .build();

    final LoopbackServer server = LoopbackServer.start(Pages::routes);

    @BeforeEach
    void forget() {
        server.forgetRequests();
    }

    @AfterEach
    void close() {
        server.close();
        transport.dispose();
    }

    final String at(String path) {
        return server.uri("localhost", path).toString();
    }
}
