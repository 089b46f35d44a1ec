/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import io.wayfarer.client.ReactiveHttpClient;

/**
 * Changes every client that is made from configuration properties, after the properties and before the client is built.
 * Beans of this type are called in their order.
 *
 * <pre>{@code
 * @Bean
 * ReactiveHttpClientCustomizer tenant() {
 *     return client -> client.defaultHeaders(headers -> headers.set("X-Tenant", "north"));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface ReactiveHttpClientCustomizer {

    /** Called once for each client, unless the method with its name is there. */
    void customize(ReactiveHttpClient.Builder client);

    /**
     * Called once for each client.
     *
     * @param name {@code default} for that of {@code wayfarer.client}, else as in {@code wayfarer.clients.<name>}
     */
    default void customize(String name, ReactiveHttpClient.Builder client) {
        customize(client);
    }
}
