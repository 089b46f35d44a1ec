/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import static io.wayfarer.server.route.Conditions.header;
import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import io.wayfarer.server.file.FileHandler;

/** Spring Security stands before every kind of route. */
class RoutesSecurityTest {

    private final List<String> reached = new CopyOnWriteArrayList<>();

    private HandlerFunction<ServerResponse> noting(String name) {
        return request -> {
            reached.add(name);
            return text(name);
        };
    }

    private void declare(RouteSpec routes, String prefix) {
        routes.path(
                prefix,
                p -> p.get("/exact", noting("exact"))
                        .get("/{x}/{y:[0-9]+}", noting("variables"))
                        .any("/any/**", noting("any"))
                        .when(header("X-If"), r -> r.get("/if", noting("if")))
                        .mount("/mounted", Routes.of(r -> r.get("/a", noting("mounted"))))
                        .mount(
                                "/spring",
                                RouterFunctions.route()
                                        .GET("/a", noting("spring"))
                                        .build())
                        .files("/site/**", FileHandler.directory("classpath:/site"))
                        .webSocket("/chat", session -> {
                            reached.add("chat");
                            return session.close();
                        }));
    }

    @EnableWebFluxSecurity
    @Configuration(proxyBeanMethods = false)
    static class DenyAllButOpen {
        @Bean
        SecurityWebFilterChain denyAll(ServerHttpSecurity http) {
            return http.authorizeExchange(exchanges -> exchanges
                            .pathMatchers("/open/**")
                            .permitAll()
                            .anyExchange()
                            .denyAll())
                    .build();
        }
    }

    private TestServer secured() {
        return TestServer.with(this::beans);
    }

    private void beans(AnnotationConfigApplicationContext context) {
        context.register(DenyAllButOpen.class);
        TestServer.withShortCut(context);
        context.registerBean(
                "routes",
                Routes.class,
                () -> Routes.of(r -> {
                    declare(r, "/open");
                    declare(r, "/denied");
                }));
    }

    @Test
    void whatIsDeniedReachesNoRouteOfAnyKind() throws Exception {
        try (TestServer server = secured()) {
            for (String path : List.of(
                    "/exact",
                    "/x/7",
                    "/any/a/b",
                    "/if",
                    "/mounted/a",
                    "/spring/a",
                    "/site/index.html",
                    "/chat",
                    "/none")) {
                for (String method : List.of("GET", "HEAD", "OPTIONS", "PATCH")) {
                    assertThat(server.send(method, "/denied" + path, "X-If", "1")
                                    .statusCode())
                            .as(method + " " + path)
                            .isIn(401, 403);
                }
            }
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> connect(server, "/denied/chat"))
                    .havingCause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(401));
        }
        assertThat(reached).isEmpty();
    }

    @Test
    void whatIsPermittedReachesEveryKindOfRoute() throws Exception {
        try (TestServer server = secured()) {
            for (String path :
                    List.of("/exact", "/x/7", "/any/a/b", "/if", "/mounted/a", "/spring/a", "/site/index.html")) {
                assertThat(server.get("/open" + path, "X-If", "1").statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            assertThat(connect(server, "/open/chat").getSubprotocol()).isEmpty();
        }
        assertThat(reached).containsExactly("exact", "variables", "any", "if", "mounted", "spring", "chat");
    }

    private static WebSocket connect(TestServer server, String path) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(TestServer.PATIENCE)
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + server.uri("/").getPort() + path), new WebSocket.Listener() {})
                .join();
    }
}
