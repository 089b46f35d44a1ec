/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;

import io.wayfarer.sample.tour.TourApplication;
import io.wayfarer.sample.tour.web.Addresses;

/** The table of the README: one bean, once on Spring Boot's own engine and once on ours. */
class ComparisonTest {

    @Test
    void onSpringBootAloneAWebClientLeaksForgetsAndFollows() {
        try (ConfigurableApplicationContext tour =
                start("--wayfarer.client.spring-clients.enabled=false", "--spring.http.clients.ssl.bundle=visitor")) {
            String home = tour.getBean(Addresses.class).home();
            String secureHome = tour.getBean(Addresses.class).secureHome();

            assertThat(orders(tour, home + "elsewhere")).contains("host\n", "x-api-key");
            assertThat(orders(tour, home + "login")).startsWith("401 ");
            assertThat(orders(tour, secureHome + "secure")).startsWith("This came over TLS");
            assertThat(orders(tour, tlsPortInClearText(secureHome))).doesNotContain("host\n");
            assertThat(orders(tour, home + "downgrade")).contains("host\n");
        }
    }

    @Test
    void withTheStarterTheSameWebClientDoesNeither() {
        try (ConfigurableApplicationContext tour = start()) {
            String home = tour.getBean(Addresses.class).home();
            String secureHome = tour.getBean(Addresses.class).secureHome();

            assertThat(orders(tour, home + "elsewhere")).contains("host\n").doesNotContain("x-api-key");
            assertThat(orders(tour, home + "login")).startsWith("Welcome back");
            assertThat(orders(tour, secureHome + "secure")).startsWith("This came over TLS");
            assertThat(orders(tour, tlsPortInClearText(secureHome))).contains("host\n");
            assertThat(orders(tour, home + "downgrade")).contains("https").doesNotContain("host\n");
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(TourApplication.class, Partner.class)
                .properties("server.port=0")
                .run(arguments);
    }

    /** Answers only who comes over TLS all the same. */
    private static String tlsPortInClearText(String secureHome) {
        return secureHome.replace("https:", "http:") + "headers";
    }

    /** What the partner got, or the message of what went wrong. */
    private static String orders(ConfigurableApplicationContext tour, String url) {
        return String.valueOf(tour.getBean(Partner.class)
                .orders(URI.create(url), "s3cret")
                .onErrorResume(e -> Mono.just(String.valueOf(e.getMessage())))
                .block(Duration.ofSeconds(20)));
    }
}
