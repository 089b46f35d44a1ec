/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.spring.WayfarerClientHttpConnector;
import io.wayfarer.client.spring.WayfarerClientHttpRequestFactory;

/** Where Spring's clients are ours, and where they are as Spring Boot makes them. */
class SpringClientsBackOffTest extends SpringClientsCase {

    @Test
    void equalSettingsShareConnections() {
        runner.withPropertyValues("spring.http.clients.read-timeout=5s").run(context -> {
            SpringClients clients = context.getBean(SpringClients.class);
            HttpClientSettings settings = context.getBean(HttpClientSettings.class);
            assertThat(clients.client(settings).transport())
                    .isSameAs(clients.client(settings).transport())
                    .isNotSameAs(clients.client(null).transport());
        });
    }

    @Test
    void bothBuilderBeansAreOursInReactiveApplications() {
        runner.run(context ->
                assertThat(context).getBean(ClientHttpConnectorBuilder.class).isInstanceOf(ConnectorBuilder.class));
        runner.run(context -> {
            assertThat(context).getBean(ClientHttpConnector.class).isInstanceOf(WayfarerClientHttpConnector.class);
            assertThat(context).hasSingleBean(ClientHttpRequestFactoryBuilder.class);
        });
    }

    @Test
    void bothBuilderBeansAreOursOutsideTheWebToo() {
        new ApplicationContextRunner().withConfiguration(configurations()).run(context -> {
            assertThat(context).getBean(ClientHttpConnector.class).isInstanceOf(WayfarerClientHttpConnector.class);
            assertThat(context)
                    .getBean(ClientHttpRequestFactory.class)
                    .isInstanceOf(WayfarerClientHttpRequestFactory.class);
        });
    }

    @Test
    void aBuilderBeanOfTheApplicationWins() {
        runner.withBean(ClientHttpConnectorBuilder.class, ClientHttpConnectorBuilder::jdk)
                .withBean(ClientHttpRequestFactoryBuilder.class, ClientHttpRequestFactoryBuilder::simple)
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ConnectorBuilder.class)
                        .doesNotHaveBean(RequestFactoryBuilder.class));
    }

    @Test
    void aConnectorBeanOfTheApplicationIsWhatWebClientUses() {
        ClientHttpConnector own = new org.springframework.http.client.reactive.JdkClientHttpConnector();
        runner.withBean(ClientHttpConnector.class, () -> own).run(context -> {
            assertThat(context).getBean(ClientHttpConnector.class).isSameAs(own);
            Face.WEB_CLIENT.get(context, origin.uri("localhost", "/page").toString());
            assertThat(origin.requests().get(0).header("User-Agent"))
                    .hasValueSatisfying(agent -> assertThat(agent).doesNotContain("Wayfarer"));
        });
    }

    @Test
    void anEngineChosenByPropertyIsLeftInPlace() {
        runner.withPropertyValues("spring.http.clients.reactive.connector=jdk")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ConnectorBuilder.class)
                        .hasSingleBean(RequestFactoryBuilder.class));
        runner.withPropertyValues("spring.http.clients.imperative.factory=simple")
                .run(context -> assertThat(context)
                        .hasSingleBean(ConnectorBuilder.class)
                        .doesNotHaveBean(RequestFactoryBuilder.class));
    }

    @Test
    void switchedOffSpringsClientsAreAsSpringBootMakesThem() {
        runner.withPropertyValues("wayfarer.client.spring-clients.enabled=false")
                .run(context -> {
                    assertThat(context).hasSingleBean(ReactiveHttpClient.class).doesNotHaveBean(SpringClients.class);
                    assertThat(context)
                            .getBean(ClientHttpConnector.class)
                            .isInstanceOf(org.springframework.http.client.reactive.ReactorClientHttpConnector.class);
                });
    }

    @Test
    void withoutTheClientTheyAreAsSpringBootMakesThemToo() {
        runner.withPropertyValues("wayfarer.client.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SpringClients.class));
    }

    @Test
    void withoutWebClientRestClientStillHasTheEngineAndTheOtherWayRound() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(RequestFactoryBuilder.class)
                        .hasSingleBean(RestClient.Builder.class));
        runner.withClassLoader(new FilteredClassLoader(RestClient.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ConnectorBuilder.class)
                        .hasSingleBean(WebClient.Builder.class));
    }

    @Test
    void withoutBootsHttpClientModuleThereIsNothingToPutTheEngineBehind() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ClientAutoConfiguration.class, SpringClientsAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.http.client"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("wayfarerSpringClients"));
    }
}
