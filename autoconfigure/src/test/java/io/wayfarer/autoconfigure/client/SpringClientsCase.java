/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Mono;

import io.wayfarer.client.error.BlockedAddressException;
import io.wayfarer.fixture.LoopbackServer;

/** An application with all of Spring's clients, and two servers. */
abstract class SpringClientsCase {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How an application calls out: with credentials and a cookie set by hand, and one harmless field. */
    enum Face {
        WEB_CLIENT {
            @Override
            @Nullable
            String get(ApplicationContext context, String url) {
                return context.getBean(WebClient.Builder.class)
                        .build()
                        .get()
                        .uri(url)
                        .header("Authorization", "Bearer secret")
                        .header("X-API-Key", "secret")
                        .header("Accept-Language", "de")
                        .cookie("session", "secret")
                        .retrieve()
                        .bodyToMono(String.class)
                        .block(PATIENCE);
            }
        },
        REST_CLIENT {
            @Override
            @Nullable
            String get(ApplicationContext context, String url) {
                return context.getBean(RestClient.Builder.class)
                        .build()
                        .get()
                        .uri(url)
                        .header("Authorization", "Bearer secret")
                        .header("X-API-Key", "secret")
                        .header("Accept-Language", "de")
                        .header("Cookie", "session=secret")
                        .retrieve()
                        .body(String.class);
            }
        },
        GROUP_ON_WEB_CLIENT {
            @Override
            @Nullable
            String get(ApplicationContext context, String url) {
                return context.getBean(ReactiveShop.class)
                        .start("Bearer secret", "secret", "de", "secret")
                        .block(PATIENCE);
            }
        },
        GROUP_ON_REST_CLIENT {
            @Override
            @Nullable
            String get(ApplicationContext context, String url) {
                return context.getBean(Shop.class).start("Bearer secret", "secret", "de", "secret");
            }
        };

        abstract @Nullable String get(ApplicationContext context, String url);
    }

    interface ReactiveShop {

        @GetExchange("/start")
        Mono<String> start(
                @RequestHeader("Authorization") String authorization,
                @RequestHeader("X-API-Key") String key,
                @RequestHeader("Accept-Language") String language,
                @CookieValue("session") String session);
    }

    interface Shop {

        @GetExchange("/start")
        @Nullable
        String start(
                @RequestHeader("Authorization") String authorization,
                @RequestHeader("X-API-Key") String key,
                @RequestHeader("Accept-Language") String language,
                @CookieValue("session") String session);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "shop", types = Shop.class, clientType = HttpServiceGroup.ClientType.REST_CLIENT)
    @ImportHttpServices(
            group = "reactive-shop",
            types = ReactiveShop.class,
            clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
    static class Groups {}

    LoopbackServer target;

    LoopbackServer origin;

    final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(configurations())
            .withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s");

    static AutoConfigurations configurations() {
        return AutoConfigurations.of(
                SslAutoConfiguration.class,
                ClientAutoConfiguration.class,
                SpringClientsAutoConfiguration.class,
                HttpClientAutoConfiguration.class,
                ReactiveHttpClientAutoConfiguration.class,
                ImperativeHttpClientAutoConfiguration.class,
                WebClientAutoConfiguration.class,
                RestClientAutoConfiguration.class,
                HttpServiceClientPropertiesAutoConfiguration.class,
                ReactiveHttpServiceClientAutoConfiguration.class,
                HttpServiceClientAutoConfiguration.class);
    }

    @BeforeEach
    void start() {
        target = LoopbackServer.start(
                routes -> routes.get("/end", (request, response) -> response.sendString(Mono.just("arrived"))));
        origin = LoopbackServer.start(routes -> routes.get(
                        "/start",
                        (request, response) -> response.status(302)
                                .header(
                                        "Location",
                                        target.uri("127.0.0.1", "/end").toString())
                                .header("Set-Cookie", "visited=yes; Path=/")
                                .send())
                .get("/page", (request, response) -> response.sendString(Mono.just("page")))
                .get("/silent", (request, response) -> response.sendString(Mono.never())));
    }

    @AfterEach
    void stop() {
        origin.close();
        target.close();
    }

    ReactiveWebApplicationContextRunner groups() {
        return runner.withUserConfiguration(Groups.class)
                .withPropertyValues(
                        "spring.http.serviceclient.shop.base-url=" + origin.uri("localhost", ""),
                        "spring.http.serviceclient.reactive-shop.base-url=" + origin.uri("localhost", ""));
    }

    static @Nullable String body(WebClient.Builder builder, LoopbackServer server) {
        return builder.build()
                .get()
                .uri(server.uri("localhost", "/"))
                .retrieve()
                .bodyToMono(String.class)
                .block(PATIENCE);
    }

    static void blocked(Throwable failure) {
        assertThat(causes(failure))
                .anySatisfy(cause -> assertThat(cause)
                        .isInstanceOf(BlockedAddressException.class)
                        .hasMessageContaining("the address filter refuses"));
    }

    static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
