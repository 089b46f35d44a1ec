/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientProperties;
import org.springframework.boot.http.client.autoconfigure.HttpClientSettingsPropertyMapper;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;
import org.springframework.web.service.registry.HttpServiceGroup;

/**
 * Gives the groups on {@code WebClient} the connector of their own settings again. Spring Boot 4.1 gives it first, and then
 * lets the customizers of all clients put the shared connector in its place
 * (<a href="https://github.com/spring-projects/spring-boot/issues/49279">its issue 49279</a>).
 *
 * @param shared the settings of all clients
 * @param connectors null where the application has an engine of its own
 */
record GroupConnectors(
        HttpServiceClientProperties properties,
        @Nullable SslBundles bundles,
        @Nullable HttpClientSettings shared,
        @Nullable ConnectorBuilder connectors)
        implements WebClientHttpServiceGroupConfigurer {

    /** Behind Boot's own, which stands at 0, and before those of the application. */
    @Override
    public int getOrder() {
        return 1;
    }

    @Override
    public void configureGroups(Groups<WebClient.Builder> groups) {
        groups.forEachClient(this::configure);
    }

    private void configure(HttpServiceGroup group, WebClient.Builder client) {
        HttpClientProperties own = properties.get(group.name());
        if (own == null || connectors == null) {
            return;
        }
        HttpClientSettings settings = new HttpClientSettingsPropertyMapper(bundles, shared).map(own);
        if (!settings.equals(shared)) {
            client.clientConnector(connectors.build(settings));
        }
    }
}
