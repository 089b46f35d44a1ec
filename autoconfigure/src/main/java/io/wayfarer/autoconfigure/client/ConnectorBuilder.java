/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;

import io.wayfarer.client.spring.WayfarerClientHttpConnector;

/** Puts the client behind {@code WebClient}. */
record ConnectorBuilder(SpringClients clients) implements ClientHttpConnectorBuilder<WayfarerClientHttpConnector> {

    @Override
    public WayfarerClientHttpConnector build(@Nullable HttpClientSettings settings) {
        return new WayfarerClientHttpConnector(clients.client(settings));
    }
}
