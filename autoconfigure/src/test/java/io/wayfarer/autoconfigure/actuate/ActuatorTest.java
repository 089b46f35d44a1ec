/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.server.route.Routes;

/** A whole application with everything switched on, asked over HTTP. */
class ActuatorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Routes shop() {
            return Routes.of(routes -> routes.get(
                            "/items/{id}", request -> ServerResponse.ok().build())
                    .post("/items", request -> ServerResponse.ok().build())
                    .webSocket("/chat", session -> Mono.empty()));
        }
    }

    private LoopbackServer server;
    private ConfigurableApplicationContext application;

    @BeforeEach
    void start() {
        server = LoopbackServer.start(routes -> routes.get(
                        "/",
                        (request, response) -> response.status(302)
                                .header("Set-Cookie", "session=secret")
                                .header("Location", "/end")
                                .send())
                .get("/end", (request, response) -> response.sendString(Mono.just("end"))));
        application = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.reactor.netty.shutdown-quiet-period=0s",
                "--wayfarer.clients.crm.hsts.enabled=false",
                "--wayfarer.clients.crm.proxy.url=http://ada:secret@127.0.0.1:1",
                "--wayfarer.clients.crm.proxy.from-environment=false",
                "--management.endpoints.web.exposure.include=wayfarer,metrics");
        application
                .getBean("reactiveHttpClient", ReactiveHttpClient.class)
                .get(server.uri("/"))
                .bodyAsString()
                .block(PATIENCE);
    }

    @AfterEach
    void stop() {
        application.close();
        server.close();
    }

    @Test
    void theEndpointTellsPoliciesCountsAndRoutesAndNoSecret() {
        String text = get("/actuator/wayfarer");
        JsonNode answer = new JsonMapper().readTree(text);
        JsonNode client = answer.path("clients").path("default");
        assertThat(client.path("transport").asString()).isEqualTo("PooledTransport");
        assertThat(client.path("redirects").asString()).isEqualTo("at most 20 redirects, https to http: refuse");
        assertThat(texts(client.path("policies"))).containsExactly("hsts", "cookies", "auth", "proxy");
        assertThat(client.path("cookies").asInt()).isEqualTo(1);
        assertThat(client.path("hsts").asInt(-1)).isZero();
        JsonNode named = answer.path("clients").path("crm");
        assertThat(texts(named.path("policies"))).containsExactly("cookies", "auth", "proxy");
        assertThat(texts(named.path("proxies")).get(0))
                .startsWith("{http=http://***@127.0.0.1:1 (wayfarer.clients.crm.proxy.url), https=");
        assertThat(texts(named.path("proxies")).get(1)).startsWith("system properties {");
        assertThat(named.path("cookies").asInt(-1)).isZero();
        assertThat(answer.path("routes").path("shop")).isEqualTo(new JsonMapper().readTree("""
                                [{"method":"GET","pattern":"/items/{id}","kind":"handler"},
                                 {"method":"POST","pattern":"/items","kind":"handler"},
                                 {"method":"GET","pattern":"/chat","kind":"web-socket"}]"""));
        assertThat(text).doesNotContain("secret").doesNotContain("session");
    }

    @Test
    void theMetersTellHopsCookiesHstsAndRoutes() {
        assertThat(value("wayfarer.client.cookies?tag=client:default")).isEqualTo(1);
        assertThat(value("wayfarer.client.cookies?tag=client:crm")).isZero();
        assertThat(value("wayfarer.client.hsts?tag=client:default")).isZero();
        assertThat(value("wayfarer.client.pool.connections?tag=client:default")).isEqualTo(1);
        assertThat(value("wayfarer.client.pool.pending?tag=client:default")).isZero();
        for (String reason : List.of("idle", "life-time", "closed")) {
            assertThat(value("wayfarer.client.pool.evictions?tag=client:default&tag=reason:" + reason))
                    .isZero();
        }
        assertThat(value("wayfarer.server.routes?tag=bean:shop")).isEqualTo(3);
        assertThat(value("wayfarer.client.hops?tag=outcome:REDIRECTION&tag=reason:user&tag=protocol:HTTP/1.1"))
                .isEqualTo(1);
        assertThat(value("wayfarer.client.hops?tag=outcome:SUCCESS&tag=reason:redirect&tag=route:direct"))
                .isEqualTo(1);
    }

    @Test
    void aFailedHopIsCountedByTheNameOfItsFailure() {
        LoopbackServer gone = LoopbackServer.start(routes -> {});
        int port = gone.port();
        gone.close();
        ReactiveHttpClient client = application.getBean("reactiveHttpClient", ReactiveHttpClient.class);
        client.get("http://127.0.0.1:" + port + "/")
                .bodyAsString()
                .onErrorComplete()
                .block(PATIENCE);
        assertThat(value("wayfarer.client.hops?tag=outcome:ConnectionException&tag=protocol:UNKNOWN"))
                .isEqualTo(1);
    }

    private double value(String meter) {
        return new JsonMapper()
                .readTree(get("/actuator/metrics/" + meter))
                .path("measurements")
                .path(0)
                .path("value")
                .asDouble();
    }

    private String get(String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        String body = ReactiveHttpClient.create()
                .get("http://127.0.0.1:" + port + path)
                .bodyAsString()
                .block(PATIENCE);
        assertThat(body).isNotNull();
        return body;
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
