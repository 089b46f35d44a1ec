/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.fixture.LoopbackServer;

/** An application with all of its clients, and a server that sets cookies. */
abstract class CookiePropertiesCase {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    LoopbackServer server;

    final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(SpringClientsCase.configurations())
            .withConfiguration(AutoConfigurations.of(NamedClientsAutoConfiguration.class))
            .withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s");

    interface ReactiveShop {

        @GetExchange("/cookies")
        Mono<String> cookies(@RequestAttribute(name = CookieJarsKey.NAME, required = false) @Nullable String user);
    }

    interface Shop {

        @GetExchange("/cookies")
        @Nullable
        String cookies(@RequestAttribute(name = CookieJarsKey.NAME, required = false) @Nullable String user);
    }

    /** The key that the tests give in a property, because an annotation takes constants only. */
    static final class CookieJarsKey {

        static final String NAME = "user";

        private CookieJarsKey() {}
    }

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "shop", types = Shop.class, clientType = HttpServiceGroup.ClientType.REST_CLIENT)
    @ImportHttpServices(
            group = "reactive-shop",
            types = ReactiveShop.class,
            clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
    static class Groups {}

    /** The ways in which an application calls out, each for a user, or for nobody in particular. */
    enum Face {
        OWN {
            @Override
            @Nullable
            String cookies(ApplicationContext context, String url, @Nullable String user) {
                Mono<String> answer = context.getBean("reactiveHttpClient", ReactiveHttpClient.class)
                        .get(url)
                        .bodyAsString();
                return (user == null ? answer : answer.contextWrite(to -> to.put(CookieJarsKey.NAME, user)))
                        .block(PATIENCE);
            }
        },
        WEB_CLIENT {
            @Override
            @Nullable
            String cookies(ApplicationContext context, String url, @Nullable String user) {
                Mono<String> answer = context.getBean(WebClient.Builder.class)
                        .build()
                        .get()
                        .uri(url)
                        .retrieve()
                        .bodyToMono(String.class);
                return (user == null ? answer : answer.contextWrite(to -> to.put(CookieJarsKey.NAME, user)))
                        .block(PATIENCE);
            }
        },
        REST_CLIENT {
            @Override
            @Nullable
            String cookies(ApplicationContext context, String url, @Nullable String user) {
                return context.getBean(RestClient.Builder.class)
                        .build()
                        .get()
                        .uri(url)
                        .attributes(all -> {
                            if (user != null) {
                                all.put(CookieJarsKey.NAME, user);
                            }
                        })
                        .retrieve()
                        .body(String.class);
            }
        },
        GROUP_ON_WEB_CLIENT {
            @Override
            @Nullable
            String cookies(ApplicationContext context, String url, @Nullable String user) {
                return context.getBean(ReactiveShop.class).cookies(user).block(PATIENCE);
            }
        },
        GROUP_ON_REST_CLIENT {
            @Override
            @Nullable
            String cookies(ApplicationContext context, String url, @Nullable String user) {
                return context.getBean(Shop.class).cookies(user);
            }
        };

        abstract @Nullable String cookies(ApplicationContext context, String url, @Nullable String user);
    }

    /** Answers with the cookies it got, and sets one that tells how many requests there have been. */
    @BeforeEach
    void start() {
        server = LoopbackServer.start(routes -> routes.get("/cookies", (in, out) -> {
            String got = String.valueOf(in.requestHeaders().get("Cookie"));
            return out.addHeader("Set-Cookie", "visit=" + server.requests().size() + "; Path=/; Max-Age=3600")
                    .addHeader("Set-Cookie", "session=s; Path=/")
                    .sendString(Mono.just(got));
        }));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    ReactiveWebApplicationContextRunner groups() {
        return runner.withUserConfiguration(Groups.class)
                .withPropertyValues(
                        "spring.http.serviceclient.shop.base-url=" + server.uri(""),
                        "spring.http.serviceclient.reactive-shop.base-url=" + server.uri(""));
    }

    String url() {
        return server.uri("/cookies").toString();
    }

    InvalidPropertyException failure(String... properties) {
        InvalidPropertyException[] found = new InvalidPropertyException[1];
        runner.withPropertyValues(properties).run(context -> {
            for (Throwable t = context.getStartupFailure(); t != null; t = t.getCause()) {
                if (t instanceof InvalidPropertyException invalid) {
                    found[0] = invalid;
                }
            }
        });
        return Objects.requireNonNull(found[0], "the context starts");
    }
}
