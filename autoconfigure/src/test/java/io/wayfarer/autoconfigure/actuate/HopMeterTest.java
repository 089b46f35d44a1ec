/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.client.ClientAutoConfiguration;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.fixture.LoopbackServer;

/** Why there was a hop, as its meter tells. */
class HopMeterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ClientAutoConfiguration.class, WayfarerMetricsAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    private static long hops(ApplicationContext context, String reason) {
        return context.getBean(MeterRegistry.class).find("wayfarer.client.hops").tag("reason", reason).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    @Test
    void aRequestThatIsRepeatedWithCredentialsOrTakenToHttpsIsNoRedirect() {
        try (LoopbackServer server = LoopbackServer.start(routes -> routes.get(
                "/",
                (request, response) -> request.requestHeaders().contains("Authorization")
                        ? response.sendString(Mono.just("hello"))
                        : response.status(401)
                                .header("WWW-Authenticate", "Basic realm=\"r\"")
                                .send()))) {
            runner.withPropertyValues(
                            "wayfarer.client.auth.own.url=" + server.uri("127.0.0.1", "/"),
                            "wayfarer.client.auth.own.username=ada")
                    .run(context -> {
                        ReactiveHttpClient http = context.getBean(ReactiveHttpClient.class);
                        http.get(server.uri("127.0.0.1", "/")).bodyAsString().block(PATIENCE);
                        context.getBean(HstsStore.class).learn("localhost", "max-age=60");
                        http.get(server.uri("localhost", "/"))
                                .bodyAsString()
                                .onErrorComplete()
                                .block(PATIENCE);

                        assertThat(hops(context, "user")).isEqualTo(1);
                        assertThat(hops(context, "auth-challenge")).isEqualTo(1);
                        assertThat(hops(context, "hsts")).isEqualTo(1);
                        assertThat(hops(context, "redirect")).isZero();
                    });
        }
    }
}
