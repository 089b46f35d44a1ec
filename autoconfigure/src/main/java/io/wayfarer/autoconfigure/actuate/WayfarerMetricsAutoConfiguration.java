/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.wayfarer.autoconfigure.client.TransportDecorator;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.address.AddressListener;
import io.wayfarer.server.route.Routes;

/** The meters {@code wayfarer.*}, wherever the application has a registry for meters. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class WayfarerMetricsAutoConfiguration {

    /** What clients do, and what they have learnt. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ReactiveHttpClient.class)
    static class ClientMetersConfiguration {

        @Bean
        TransportDecorator wayfarerHopMeters(ObjectProvider<MeterRegistry> registry) {
            return transport -> new MeteredTransport(transport, registry.getObject());
        }

        @Bean
        AddressListener wayfarerAddressMeters(ObjectProvider<MeterRegistry> registry) {
            return new AddressMeters(registry);
        }

        @Bean
        ClientMeters wayfarerClientMeters(ListableBeanFactory beans) {
            return new ClientMeters(new Clients(beans));
        }
    }

    /** How many routes there are. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Routes.class)
    static class RouteMetersConfiguration {

        @Bean
        RouteMeters wayfarerRouteMeters(ListableBeanFactory beans) {
            return new RouteMeters(beans);
        }
    }
}
