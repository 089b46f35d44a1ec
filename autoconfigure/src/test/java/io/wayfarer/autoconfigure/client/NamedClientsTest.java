/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.redirect.RedirectRules;
import io.wayfarer.fixture.LoopbackServer;

/** Clients of {@code wayfarer.clients.<name>}. */
class NamedClientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ClientAutoConfiguration.class, NamedClientsAutoConfiguration.class));

    @Configuration(proxyBeanMethods = false)
    static class Users {

        record Crm(ReactiveHttpClient http) {}

        record Other(ReactiveHttpClient http) {}

        @Bean
        Crm crm(@Qualifier("crm") ReactiveHttpClient http) {
            return new Crm(http);
        }

        @Bean
        Other other(ReactiveHttpClient http) {
            return new Other(http);
        }
    }

    @Test
    void aNamedClientIsInjectedByItsNameAndTheOrdinaryOneWithout() {
        runner.withUserConfiguration(Users.class)
                .withPropertyValues(
                        "wayfarer.clients.crm.base-url=http://crm.example/", "wayfarer.clients.erp.versions=HTTP/1.1")
                .run(context -> {
                    ReactiveHttpClient crm = context.getBean(Users.Crm.class).http();
                    assertThat(crm)
                            .isSameAs(context.getBean("wayfarerClient.crm"))
                            .isNotSameAs(context.getBean("wayfarerClient.erp"));
                    assertThat(context.getBean(Users.Other.class).http())
                            .isSameAs(context.getBean("reactiveHttpClient"))
                            .isNotSameAs(crm);
                });
    }

    @Test
    void itsBaseUrlIsItsOwnAndItsJarToo() {
        try (LoopbackServer server = LoopbackServer.start(routes -> routes.get(
                "/greet",
                (request, response) -> response.header("Set-Cookie", "a=b").sendString(Mono.just("hello"))))) {
            runner.withPropertyValues("wayfarer.clients.crm.base-url=" + server.uri("/"))
                    .run(context -> {
                        ReactiveHttpClient crm = context.getBean("wayfarerClient.crm", ReactiveHttpClient.class);
                        assertThat(crm.get("greet").bodyAsString().block(PATIENCE))
                                .isEqualTo("hello");
                        assertThat(crm.get("greet").bodyAsString().block(PATIENCE))
                                .isEqualTo("hello");
                        assertThat(server.requests().get(1).header("Cookie")).contains("a=b");
                        assertThat(context.getBean(CookieStore.class).size()).isZero();
                    });
        }
    }

    @Test
    void whatItDoesNotSetItTakesFromTheOrdinaryOneAllButTheBaseUrl() {
        runner.withPropertyValues(
                        "wayfarer.client.redirects.max=7",
                        "wayfarer.client.limits.body=1KB",
                        "wayfarer.client.base-url=http://shop.example/",
                        "wayfarer.clients.crm.limits.body=2KB")
                .run(context -> {
                    ReactiveHttpClient crm = context.getBean("wayfarerClient.crm", ReactiveHttpClient.class);
                    assertThat(crm.policies().redirects())
                            .isInstanceOfSatisfying(
                                    RedirectRules.class,
                                    rules -> assertThat(rules.max()).isEqualTo(7));
                    assertThat(crm.limits().maxBodyBytes()).isEqualTo(2048);
                    assertThatIllegalArgumentException().isThrownBy(() -> crm.get("relative"));
                });
    }

    @Test
    void theEnvironmentsWordForAllIsWeakerThanTheFilesWordForOne() {
        runner.withPropertyValues("wayfarer.clients.crm.redirects.max=7")
                .withSystemProperties("wayfarer.client.redirects.max=3")
                .run(context -> assertThat(context.getBean("wayfarerClient.crm", ReactiveHttpClient.class)
                                .policies()
                                .redirects())
                        .hasToString("at most 7 redirects, https to http: refuse"));
    }

    @Test
    void withTheClientSwitchedOffThereAreNoNamedOnes() {
        runner.withPropertyValues("wayfarer.client.enabled=false", "wayfarer.clients.crm.versions=HTTP/1.1")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("wayfarerClient.crm"));
    }
}
