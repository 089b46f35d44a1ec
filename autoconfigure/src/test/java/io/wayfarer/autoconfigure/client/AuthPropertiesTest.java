/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.fixture.LoopbackServer;

/** Credentials, as properties say. */
class AuthPropertiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static LoopbackServer server;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ClientAutoConfiguration.class, NamedClientsAutoConfiguration.class));

    @BeforeAll
    static void start() {
        server = LoopbackServer.start(routes -> routes.get("/**", (in, out) -> {
            boolean known = "Basic YWRhOnNlY3JldA==".equals(in.requestHeaders().get("Authorization"));
            return known
                    ? out.sendString(Mono.just("hello"))
                    : out.status(401)
                            .header("WWW-Authenticate", "Basic realm=\"r\"")
                            .send();
        }));
    }

    @BeforeEach
    void forget() {
        server.forgetRequests();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static int status(ReactiveHttpClient http, String url) {
        return Objects.requireNonNull(http.get(url)
                .exchange(answer -> answer.discard().thenReturn(answer.status().value()))
                .block(PATIENCE));
    }

    private static List<String> sent() {
        return server.requests().stream()
                .map(request -> request.header("Authorization").orElse("none"))
                .toList();
    }

    @Test
    void aPasswordGoesToItsOriginAndNoOther() {
        runner.withPropertyValues(
                        "wayfarer.client.auth.files.url=http://localhost:" + server.port() + "/some/page",
                        "wayfarer.client.auth.files.username=ada",
                        "wayfarer.client.auth.files.password=secret")
                .run(context -> {
                    ReactiveHttpClient http = context.getBean(ReactiveHttpClient.class);
                    assertThat(status(http, server.uri("localhost", "/").toString()))
                            .isEqualTo(200);
                    assertThat(status(http, server.uri("127.0.0.1", "/").toString()))
                            .isEqualTo(401);
                    assertThat(sent()).containsExactly("none", "Basic YWRhOnNlY3JldA==", "none");
                    assertThat(context.getBean(ClientProperties.class))
                            .asString()
                            .doesNotContain("secret", "ada");
                });
    }

    @Test
    void withoutAUrlTheyAreForTheBaseUrl() {
        runner.withPropertyValues(
                        "wayfarer.clients.crm.base-url=" + server.uri("localhost", "/"),
                        "wayfarer.clients.crm.auth.own.username=ada",
                        "wayfarer.clients.crm.auth.own.password=secret",
                        "wayfarer.clients.crm.auth.own.at-once=true")
                .run(context -> {
                    ReactiveHttpClient http = BeanFactoryAnnotationUtils.qualifiedBeanOfType(
                            context.getBeanFactory(), ReactiveHttpClient.class, "crm");
                    assertThat(status(http, "page")).isEqualTo(200);
                    assertThat(sent()).containsExactly("Basic YWRhOnNlY3JldA==");
                });
    }

    @Test
    void aNamedClientTakesThoseForAllButItsOwnGoToTheirOriginFirst() {
        runner.withPropertyValues(
                        "wayfarer.client.auth.all.url=" + server.uri("localhost", "/"),
                        "wayfarer.client.auth.all.token=shared",
                        "wayfarer.clients.erp.user-agent=erp",
                        "wayfarer.clients.crm.auth.own.url=" + server.uri("localhost", "/"),
                        "wayfarer.clients.crm.auth.own.token=own")
                .run(context -> {
                    for (String name : List.of("erp", "crm")) {
                        ReactiveHttpClient http = BeanFactoryAnnotationUtils.qualifiedBeanOfType(
                                context.getBeanFactory(), ReactiveHttpClient.class, name);
                        status(http, server.uri("localhost", "/").toString());
                    }
                    assertThat(sent()).containsExactly("Bearer shared", "Bearer own");
                });
    }

    @Test
    void aTokenGoesWithEachRequest() {
        runner.withPropertyValues(
                        "wayfarer.client.auth.api.url=" + server.uri("localhost", "/"),
                        "wayfarer.client.auth.api.token=abc.def")
                .run(context -> {
                    status(
                            context.getBean(ReactiveHttpClient.class),
                            server.uri("localhost", "/").toString());
                    assertThat(sent()).containsExactly("Bearer abc.def");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    username=ada                               | url      | it is not set, nor is a base URL, and credentials belong to an origin
                    url=nowhere,username=ada                   | url      | "nowhere" is not an absolute URL: it has no scheme. Begin it with http:// or https://
                    url=http://a/                              | username | neither it nor a token is set
                    url=http://a/,username=ada,token=t         | token    | there is a user name too
                    url=http://a/,token=se cret                | token    | it holds a character that no token has (RFC 6750 section 2.1)
                    url=http://a/,username=se:cret             | username | it or the password holds a control character, or it holds a colon (RFC 7617 section 2)
                    url=http://a/,username=ada,scheme=digest,at-once=true | at-once | the scheme is digest, which needs to be asked first
                    """)
    void whatCannotWorkIsNamedAndNoSecretShown(String values, String property, String reason) {
        String[] pairs = values.split(",", -1);
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = "wayfarer.client.auth.files." + pairs[i];
        }
        runner.withPropertyValues(pairs).run(context -> {
            Throwable root =
                    NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(context.getStartupFailure()));
            assertThat(root).isInstanceOfSatisfying(InvalidPropertyException.class, failure -> {
                assertThat(failure.property()).isEqualTo("wayfarer.client.auth.files." + property);
                assertThat(failure.reason()).isEqualTo(reason);
                assertThat(failure.remedy()).endsWith(".");
                assertThat(failure).hasMessageNotContaining("cret");
            });
        });
    }
}
