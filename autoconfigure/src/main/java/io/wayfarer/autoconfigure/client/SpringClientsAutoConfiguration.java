/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientProperties;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

import io.wayfarer.client.ReactiveHttpClient;

/**
 * {@code WebClient}, {@code RestClient}, {@code RestTemplate} and {@code @HttpExchange} interfaces on the engine of the
 * auto-configured client. Spring Boot makes all of them from two builder beans; these are here, before its own.
 *
 * <p>Steps back, each on its own, for a builder bean of the application, and for an engine that the application has
 * chosen by {@code spring.http.clients.reactive.connector} or {@code spring.http.clients.imperative.factory}.
 */
@AutoConfiguration(
        after = {ClientAutoConfiguration.class, HttpServiceClientPropertiesAutoConfiguration.class},
        before = {ReactiveHttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class})
@ConditionalOnClass({ReactiveHttpClient.class, ClientHttpConnectorBuilder.class})
@ConditionalOnBean({ReactiveHttpClient.class, ClientSettings.class})
@ConditionalOnBooleanProperty(name = "wayfarer.client.spring-clients.enabled", matchIfMissing = true)
public final class SpringClientsAutoConfiguration {

    @Bean
    SpringClients wayfarerSpringClients(ReactiveHttpClient client, ClientSettings settings) {
        return new SpringClients(client, settings);
    }

    @Bean
    @ConditionalOnMissingBean(ClientHttpConnectorBuilder.class)
    @ConditionalOnAbsentProperty("spring.http.clients.reactive.connector")
    ConnectorBuilder wayfarerClientHttpConnectorBuilder(SpringClients clients) {
        return new ConnectorBuilder(clients);
    }

    /** In reactive applications too, where Spring Boot has none and {@code RestClient} would detect an engine. */
    @Bean
    @ConditionalOnMissingBean(ClientHttpRequestFactoryBuilder.class)
    @ConditionalOnAbsentProperty("spring.http.clients.imperative.factory")
    RequestFactoryBuilder wayfarerClientHttpRequestFactoryBuilder(SpringClients clients) {
        return new RequestFactoryBuilder(clients);
    }

    /** Where there may be groups on {@code WebClient}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebClientHttpServiceGroupConfigurer.class)
    static class GroupsConfiguration {

        @Bean
        @ConditionalOnBean(HttpServiceClientProperties.class)
        GroupConnectors wayfarerGroupConnectors(
                HttpServiceClientProperties properties,
                ObjectProvider<SslBundles> bundles,
                ObjectProvider<HttpClientSettings> shared,
                ObjectProvider<ConnectorBuilder> connectors) {
            return new GroupConnectors(
                    properties, bundles.getIfAvailable(), shared.getIfAvailable(), connectors.getIfAvailable());
        }
    }
}
