/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.route;

import static io.wayfarer.server.route.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.server.forwarded.TrustedForwarding;
import io.wayfarer.server.route.Requests;
import io.wayfarer.server.route.Routes;
import io.wayfarer.server.route.RoutesFilter;
import io.wayfarer.server.url.ServerUrls;

/** The beans around the routes of an application, and what a running server makes of their properties. */
@ExtendWith(OutputCaptureExtension.class)
class ServerRoutesTest {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ServerRoutesAutoConfiguration.class));

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Routes pages(ServerUrls urls) {
            return Routes.of(r -> r.path(urls.basePath("hello"), hello -> hello.get("", text("Hello world!")))
                    .get(
                            "/way",
                            request -> text(
                                    request.exchange().getAttributes().containsKey(HandlerMapping.API_VERSION_ATTRIBUTE)
                                            ? "dispatched"
                                            : "direct"))
                    .get(
                            "/url",
                            request -> text(urls.externalUrl("hello") + " " + urls.externalUrl(request, "hello") + " "
                                    + Requests.secure(request)))
                    .get("/**", text("all else")));
        }
    }

    private interface Running {
        void with(String base) throws Exception;
    }

    private static void started(List<String> properties, Running test) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0", "--spring.main.banner-mode=off", "--spring.reactor.netty.shutdown-quiet-period=0s"));
        properties.forEach(property -> arguments.add("--" + property));
        try (ConfigurableApplicationContext application =
                SpringApplication.run(Application.class, arguments.toArray(String[]::new))) {
            test.with("http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port"));
        }
    }

    private static HttpResponse<String> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void routesAreReachedByTheShortCutBesideAnActuatorThatKeepsItsPaths() throws Exception {
        started(List.of(), base -> {
            assertThat(get(base + "/way").body()).isEqualTo("direct");
            assertThat(get(base + "/actuator/health").body()).contains("UP");
            assertThat(get(base + "/actuator/none").body()).isEqualTo("all else");
        });
        started(
                List.of("wayfarer.server.routes.short-cut=false"),
                base -> assertThat(get(base + "/way").body()).isEqualTo("dispatched"));
    }

    @Test
    void anApplicationKnowsItsUrlFromItsListenerTheRequestOrItsConfiguration() throws Exception {
        started(
                List.of(),
                base -> assertThat(get(base + "/url").body()).isEqualTo(base + "/hello " + base + "/hello false"));
        started(
                List.of(
                        "spring.webflux.base-path=/app",
                        "wayfarer.server.url.base-paths.hello=/greeting",
                        "wayfarer.server.forwarded.trusted-proxies=127.0.0.1,::1"),
                base -> {
                    assertThat(get(base + "/app/url", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "shop.example")
                                    .body())
                            .isEqualTo(base + "/app/greeting https://shop.example/app/greeting true");
                    assertThat(get(base + "/app/greeting").body()).isEqualTo("Hello world!");
                });
        started(
                List.of("wayfarer.server.url.external=http://shop.example,https://shop.example/x"),
                base -> assertThat(get(base + "/url").body())
                        .startsWith("https://shop.example/x/hello https://shop.example/x/hello "));
    }

    @Test
    void eachBeanStepsBackForOneOfTheApplicationAndTheShortCutWhereThereAreNoRoutes() {
        ServerUrls urls = new ServerUrls(List.of(), Map.of(), () -> URI.create("http://own.example"));
        ForwardedHeaderTransformer transformer = new ForwardedHeaderTransformer();
        runner.run(context -> assertThat(context)
                .doesNotHaveBean(RoutesFilter.class)
                .doesNotHaveBean(TrustedForwarding.class)
                .hasSingleBean(ServerUrls.class));
        runner.withPropertyValues("wayfarer.server.forwarded.trusted-proxies[0]=10.0.0.1")
                .withBean(ServerUrls.class, () -> urls)
                .withBean("forwardedHeaderTransformer", ForwardedHeaderTransformer.class, () -> transformer)
                .run(context -> {
                    assertThat(context.getBean(ServerUrls.class)).isSameAs(urls);
                    assertThat(context.getBean(ForwardedHeaderTransformer.class))
                            .isSameAs(transformer);
                });
        runner.withPropertyValues("wayfarer.server.forwarded.trusted-proxies[0]=10.0.0.1")
                .run(context -> assertThat(context).hasSingleBean(TrustedForwarding.class));
    }

    @Test
    void routesThatAnEarlierTableShadowsAreReportedAtTheStart(CapturedOutput output) {
        runner.withBean("one", Routes.class, () -> Routes.of(r -> r.get("/a", text("1"))))
                .withBean("two", Routes.class, () -> Routes.of(r -> r.get("/a", text("2"))))
                .run(context -> assertThat(output.getAll())
                        .contains("GET /a at " + ServerRoutesTest.class.getName(), "gets no request"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    wayfarer.server.forwarded.trusted-proxies=proxy.example | wayfarer.server.forwarded.trusted-proxies
                    wayfarer.server.forwarded.trusted-proxies=10.0.0.0/8;server.forward-headers-strategy=native | server.forward-headers-strategy
                    wayfarer.server.url.external=/path                      | wayfarer.server.url
                    wayfarer.server.url.base-paths.hello=greeting           | wayfarer.server.url
                    """)
    void whatCannotBeMeantStopsTheStart(String properties, String named) {
        runner.withPropertyValues(properties.split(";", -1))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                InvalidPropertyException.class,
                                failure -> assertThat(failure.property()).isEqualTo(named)));
    }
}
