/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.wayfarer.autoconfigure.client.ClientAutoConfiguration;
import io.wayfarer.autoconfigure.client.TransportDecorator;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.server.route.Routes;

/** When endpoint and meters are there, and when not. */
class ActuatorBackOffTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withPropertyValues(
                    "management.endpoints.web.exposure.include=*", "management.endpoints.jmx.exposure.include=*")
            .withPropertyValues("spring.jmx.enabled=true")
            .withConfiguration(AutoConfigurations.of(
                    ClientAutoConfiguration.class,
                    WayfarerEndpointAutoConfiguration.class,
                    WayfarerMetricsAutoConfiguration.class));

    @Test
    void anExposedEndpointIsThereAndAnUnexposedOneNot() {
        runner.run(context -> assertThat(context).hasSingleBean(WayfarerEndpoint.class));
        runner.withPropertyValues(
                        "management.endpoints.web.exposure.include=health",
                        "management.endpoints.jmx.exposure.include=health")
                .run(context -> assertThat(context).doesNotHaveBean(WayfarerEndpoint.class));
        runner.withPropertyValues("management.endpoint.wayfarer.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(WayfarerEndpoint.class));
    }

    @Test
    void withoutActuatorThereIsNoEndpoint() {
        runner.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ReactiveHttpClient.class)
                        .doesNotHaveBean("wayfarerEndpoint"));
    }

    @Test
    void withoutTheServerTheEndpointTellsOfClientsAlone() {
        runner.withClassLoader(new FilteredClassLoader(Routes.class))
                .run(context -> assertThat(
                                context.getBean(WayfarerEndpoint.class).describe())
                        .containsOnlyKeys("clients"));
    }

    @Test
    void withoutTheClientTheEndpointTellsOfRoutesAlone() {
        runner.withClassLoader(new FilteredClassLoader(ReactiveHttpClient.class))
                .run(context -> assertThat(
                                context.getBean(WayfarerEndpoint.class).describe())
                        .containsOnlyKeys("routes"));
    }

    @Test
    void metersAreThereWithARegistryAndOnlyThen() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(context)
                        .hasSingleBean(ClientMeters.class)
                        .hasSingleBean(RouteMeters.class)
                        .hasSingleBean(TransportDecorator.class));
        runner.run(context -> assertThat(context)
                .doesNotHaveBean(ClientMeters.class)
                .doesNotHaveBean(RouteMeters.class)
                .doesNotHaveBean(TransportDecorator.class));
    }

    @Test
    void withoutMicrometerThereAreNoMeters() {
        runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ReactiveHttpClient.class)
                        .doesNotHaveBean("wayfarerClientMeters"));
    }

    @Test
    void metersOfWhatIsAbsentAreAbsent() {
        ApplicationContextRunner metered = runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new);
        metered.withClassLoader(new FilteredClassLoader(Routes.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ClientMeters.class)
                        .doesNotHaveBean("wayfarerRouteMeters"));
        metered.withClassLoader(new FilteredClassLoader(ReactiveHttpClient.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(RouteMeters.class)
                        .doesNotHaveBean("wayfarerClientMeters"));
    }
}
