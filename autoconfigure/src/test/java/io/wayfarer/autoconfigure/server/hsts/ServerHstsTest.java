/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.hsts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.ServerResponse;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.server.hsts.HstsFilter;
import io.wayfarer.server.route.Routes;

/** The properties of {@code wayfarer.server.hsts}, and what a running server makes of them. */
class ServerHstsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ServerHstsAutoConfiguration.class));

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Routes pages() {
            return Routes.of(
                    routes -> routes.get("/page", request -> ServerResponse.ok().bodyValue("page")));
        }
    }

    private static void started(List<String> properties, Consumer<ConfigurableApplicationContext> test) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.reactor.netty.shutdown-quiet-period=0s",
                "--server.forward-headers-strategy=framework"));
        properties.forEach(property -> arguments.add("--wayfarer.server.hsts." + property));
        try (ConfigurableApplicationContext application =
                SpringApplication.run(Application.class, arguments.toArray(String[]::new))) {
            test.accept(application);
        }
    }

    /** Status, Location and Strict-Transport-Security of an answer; a proxy before the server says which scheme it was. */
    private static List<String> ask(ConfigurableApplicationContext application, String path, String scheme) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return application
                .getBean(ReactiveHttpClient.class)
                .get("http://localhost:" + port + path)
                .redirects(RedirectPolicy.none())
                .header("X-Forwarded-Proto", scheme)
                .header("X-Forwarded-Host", "shop.example")
                .header("X-Forwarded-Port", scheme.equals("https") ? "443" : "80")
                .exchange(answer -> answer.discard()
                        .thenReturn(List.of(
                                "" + answer.status().value(),
                                String.valueOf(answer.headers().getFirst("Location")),
                                String.valueOf(answer.headers().getFirst("Strict-Transport-Security")))))
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    @Test
    void anAnswerOverTlsSaysTheFieldWhateverItsStatusAndARequestInTheClearIsServed() {
        started(List.of("enabled=true"), application -> {
            assertThat(ask(application, "/page", "https")).containsExactly("200", "null", "max-age=31536000");
            assertThat(ask(application, "/absent", "https")).containsExactly("404", "null", "max-age=31536000");
            assertThat(ask(application, "/page", "http")).containsExactly("200", "null", "null");
        });
    }

    @Test
    void aRequestInTheClearIsSentToHttpsWhereThatIsWished() {
        List<String> properties = List.of(
                "enabled=true",
                "max-age=730d",
                "include-sub-domains=true",
                "preload=true",
                "redirect-http=true",
                "https-port=8443");
        started(properties, application -> {
            assertThat(ask(application, "/page?a=b", "http"))
                    .containsExactly("301", "https://shop.example:8443/page?a=b", "null");
            assertThat(ask(application, "/page", "https"))
                    .containsExactly("200", "null", "max-age=63072000; includeSubDomains; preload");
        });
    }

    @Test
    void withoutTheSwitchThereIsNoFilter() {
        runner.run(context -> assertThat(context).doesNotHaveBean(HstsFilter.class));
        runner.withPropertyValues("wayfarer.server.hsts.max-age=1d")
                .run(context -> assertThat(context).doesNotHaveBean(HstsFilter.class));
    }

    @Test
    void outsideReactiveWebApplicationsAndWithoutTheServersClassesThereIsNoFilter() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ServerHstsAutoConfiguration.class))
                .withPropertyValues("wayfarer.server.hsts.enabled=true")
                .run(context -> assertThat(context).doesNotHaveBean(HstsFilter.class));
        runner.withClassLoader(new FilteredClassLoader("io.wayfarer.server"))
                .withPropertyValues("wayfarer.server.hsts.enabled=true")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("wayfarerHstsFilter"));
    }

    @Test
    void aFilterOfTheApplicationTakesItsPlace() {
        HstsFilter own = HstsFilter.of(Duration.ofDays(1));
        runner.withPropertyValues("wayfarer.server.hsts.enabled=true")
                .withBean(HstsFilter.class, () -> own)
                .run(context -> assertThat(context.getBean(HstsFilter.class)).isSameAs(own));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    max-age=-1s                          | max-age    | it is less than 0
                    preload=true                         | preload    | no list takes a host without those below it
                    preload=true,include-sub-domains=true,max-age=364d | preload | no list takes a host that keeps to TLS for less than a year
                    redirect-http=true,https-port=0      | https-port | it is no port
                    redirect-http=true,https-port=65536  | https-port | it is no port
                    """)
    void whatNoClientWouldObeyStopsTheStart(String settings, String property, String reason) {
        String[] properties = ("enabled=true," + settings).split(",", -1);
        for (int i = 0; i < properties.length; i++) {
            properties[i] = "wayfarer.server.hsts." + properties[i];
        }
        runner.withPropertyValues(properties).run(context -> {
            assertThat(context).hasFailed();
            assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOfSatisfying(
                            InvalidPropertyException.class,
                            failure -> assertThat(Map.entry(failure.property(), failure.reason()))
                                    .isEqualTo(Map.entry("wayfarer.server.hsts." + property, reason)));
        });
    }
}
