/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.wayfarer.autoconfigure.client.ClientAutoConfiguration;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.server.route.Routes;

/** The endpoint {@code /actuator/wayfarer}, there once it is exposed as any other endpoint is. */
@AutoConfiguration(after = ClientAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(WayfarerEndpoint.class)
public final class WayfarerEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    WayfarerEndpoint wayfarerEndpoint(ObjectProvider<EndpointSection> sections) {
        return new WayfarerEndpoint(sections.orderedStream().toList());
    }

    /** What there is to tell about clients. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ReactiveHttpClient.class)
    static class ClientsConfiguration {

        @Bean
        @Order(0)
        ClientsSection wayfarerClientsSection(ListableBeanFactory beans) {
            return new ClientsSection(new Clients(beans));
        }
    }

    /** What there is to tell about routes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Routes.class)
    static class RoutesConfiguration {

        @Bean
        @Order(1)
        RoutesSection wayfarerRoutesSection(ListableBeanFactory beans) {
            return new RoutesSection(beans);
        }
    }
}
