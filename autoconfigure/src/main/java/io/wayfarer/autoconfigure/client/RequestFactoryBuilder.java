/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;

import io.wayfarer.client.spring.WayfarerClientHttpRequestFactory;

/** Puts the client behind {@code RestClient} and {@code RestTemplate}. */
record RequestFactoryBuilder(SpringClients clients)
        implements ClientHttpRequestFactoryBuilder<WayfarerClientHttpRequestFactory> {

    @Override
    public WayfarerClientHttpRequestFactory build(@Nullable HttpClientSettings settings) {
        return new WayfarerClientHttpRequestFactory(clients.client(settings));
    }
}
