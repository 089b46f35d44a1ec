/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

import io.wayfarer.client.ReactiveHttpClient;

/**
 * The clients of {@code wayfarer.clients.<name>.*}, each a {@code ReactiveHttpClient} bean with its name as qualifier:
 *
 * <pre>{@code
 * Crm(@Qualifier("crm") ReactiveHttpClient http) { .. }
 * }</pre>
 */
@AutoConfiguration(after = ClientAutoConfiguration.class)
@ConditionalOnClass(ReactiveHttpClient.class)
@ConditionalOnBean(ClientExtensions.class)
@EnableConfigurationProperties(ClientsProperties.class)
@Import(NamedClientsRegistrar.class)
public final class NamedClientsAutoConfiguration {

    /** What the name of such a bean begins with; the client's name follows. */
    public static final String BEAN_NAME_PREFIX = "wayfarerClient.";
}
