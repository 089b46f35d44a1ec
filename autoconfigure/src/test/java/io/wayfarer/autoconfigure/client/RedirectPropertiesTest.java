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
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.error.RedirectException;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.redirect.RedirectRules;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RecordedRequest;

/** What properties make of redirects, against a real server. */
class RedirectPropertiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static LoopbackServer server;
    private static LoopbackServer other;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ClientAutoConfiguration.class, NamedClientsAutoConfiguration.class));

    @BeforeAll
    static void start() {
        server = LoopbackServer.startWith(plan ->
                plan.handle((in, out) -> in.receive().then(Mono.defer(() -> {
                    var query = UriComponentsBuilder.fromUriString(in.uri()).build();
                    String to = query.getQueryParams().getFirst("to");
                    return out.status(Integer.parseInt(query.getPathSegments().get(0)))
                            .header("Location", Objects.requireNonNull(to))
                            .send()
                            .then();
                }))));
        other = LoopbackServer.startWith(plan -> plan.handle((in, out) -> in.receive()
                .then(out.status(in.requestHeaders().contains("Authorization") ? 200 : 401)
                        .header("WWW-Authenticate", "Basic realm=\"r\"")
                        .send()
                        .then())));
    }

    @BeforeEach
    void forget() {
        server.forgetRequests();
        other.forgetRequests();
    }

    @AfterAll
    static void stop() {
        server.close();
        other.close();
    }

    private static String redirect(int status, String to) {
        return server.uri("localhost", "/" + status + "?to=" + to).toString();
    }

    private static String target(String host) {
        return other.uri(host, "/page").toString();
    }

    private static int status(RequestSpec request) {
        return Objects.requireNonNull(request.exchange(
                        answer -> answer.discard().thenReturn(answer.status().value()))
                .block(PATIENCE));
    }

    /** The reason of a refusal, or the status. */
    private String get(String to, String... properties) {
        String[] outcome = new String[1];
        runner.withPropertyValues(prefixed(properties)).run(context -> {
            assertThat(context).hasNotFailed();
            try {
                outcome[0] =
                        "" + status(context.getBean(ReactiveHttpClient.class).get(redirect(302, to)));
            } catch (RuntimeException e) {
                outcome[0] = NestedExceptionUtils.getMostSpecificCause(e) instanceof RedirectException refused
                        ? refused.reason() + ": " + refused.getMessage()
                        : e.toString();
            }
        });
        return outcome[0];
    }

    private static String[] prefixed(String... properties) {
        String[] all = properties.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] = "wayfarer.client.redirects." + all[i];
        }
        return all;
    }

    @Test
    void aRedirectStaysWithinTheOriginOrTheSite() {
        assertThat(get(target("localhost"), "within=origin"))
                .startsWith("FORBIDDEN")
                .contains("Set redirects.within (wayfarer.client.redirects.within, ")
                .contains(" to site or anywhere if it may be followed.");
        assertThat(get(target("localhost"), "within=site")).isEqualTo("401");
        assertThat(get(target("127.0.0.1"), "within=site"))
                .startsWith("FORBIDDEN")
                .contains("Set redirects.within (wayfarer.client.redirects.within, ")
                .contains(" to anywhere if it may be followed.");
        assertThat(get(target("127.0.0.1"))).isEqualTo("401");
    }

    @Test
    void aRedirectLeadsToTheSchemesAndHostsNamedAlone() {
        assertThat(get(target("localhost"), "schemes=https,wss"))
                .startsWith("FORBIDDEN")
                .contains("Add http to redirects.schemes (wayfarer.client.redirects.schemes, ");
        assertThat(get(target("localhost"), "schemes=http,https")).isEqualTo("401");
        assertThat(get(target("127.0.0.1"), "hosts=localhost"))
                .startsWith("FORBIDDEN")
                .contains("Add 127.0.0.1 to redirects.hosts (wayfarer.client.redirects.hosts, ");
    }

    @ParameterizedTest
    @CsvSource({
        "301, post301, GET, POST",
        "302, post302, GET, POST",
        "303, post303, GET, POST",
        "300, follow300, '', GET"
    })
    void aPostStaysAPostAndA300IsFollowedWhereThatIsSaid(int status, String property, String before, String with) {
        assertThat(methods(status)).isEqualTo(before);
        other.forgetRequests();
        assertThat(methods(status, property + "=true")).isEqualTo(with);
    }

    /** The methods that arrive where a POST is redirected to. */
    private String methods(int status, String... properties) {
        runner.withPropertyValues(prefixed(properties))
                .run(context -> status(context.getBean(ReactiveHttpClient.class)
                        .post(redirect(status, target("localhost")))
                        .body("x")));
        return String.join(
                ",", other.requests().stream().map(RecordedRequest::method).toList());
    }

    @Test
    void credentialsInALocationAreUsedWhereThatIsSaid() {
        String to = target("localhost").replace("http://", "http://ada:secret@");
        assertThat(get(to)).isEqualTo("401");
        assertThat(get(to, "credentials-from-location=true")).isEqualTo("200");
        assertThat(other.requests().get(other.requests().size() - 1).header("Authorization"))
                .contains("Basic YWRhOnNlY3JldA==");
    }

    @Test
    void theReferrerPolicyIsAProperty() {
        String from = server.uri("localhost", "/").toString();
        assertThat(get(target("localhost"))).isEqualTo("401");
        assertThat(get(target("localhost"), "referrer=no-referrer")).isEqualTo("401");
        assertThat(other.requests())
                .extracting(request -> request.header("Referer").orElse("none"))
                .containsExactly(from, "none");
    }

    @Test
    void aRefusalHandsBackTheAnswerWhereThatIsSaid() {
        assertThat(get("gopher://nowhere.example")).startsWith("BAD_LOCATION");
        assertThat(get("gopher://nowhere.example", "hand-back=bad-location,limit"))
                .isEqualTo("302");
        assertThat(get(target("localhost"), "hand-back=bad-location,limit", "max=0"))
                .isEqualTo("302");
        assertThat(get(target("127.0.0.1"), "hand-back=limit", "within=origin")).startsWith("FORBIDDEN");
    }

    @Test
    void theDefaultsAreThoseOfTheRules() {
        runner.run(context -> assertThat(context.getBean(RedirectPolicy.class))
                .usingRecursiveComparison()
                .ignoringFields("condition")
                .isEqualTo(RedirectRules.standard()));
    }

    @Test
    void theSchemesOfANamedClientAreItsOwn() {
        runner.withPropertyValues(
                        "wayfarer.client.redirects.schemes=https",
                        "wayfarer.clients.crm.redirects.schemes=http",
                        "wayfarer.clients.erp.versions=HTTP/1.1")
                .run(context -> {
                    String url = redirect(302, target("localhost"));
                    assertThat(status(context.getBean("wayfarerClient.crm", ReactiveHttpClient.class)
                                    .get(url)))
                            .isEqualTo(401);
                    assertThat(List.of(context.getBean("wayfarerClient.erp", ReactiveHttpClient.class)
                                    .get(url)
                                    .bodyAsString()
                                    .onErrorResume(e -> Mono.just(e.getClass().getSimpleName()))
                                    .blockOptional(PATIENCE)
                                    .orElseThrow()))
                            .containsExactly("RedirectException");
                });
    }

    @Test
    void aSchemeThatNobodyRequestsStopsTheStart() {
        runner.withPropertyValues(prefixed("schemes=http,ftp"))
                .run(context -> assertThat(NestedExceptionUtils.getMostSpecificCause(
                                Objects.requireNonNull(context.getStartupFailure())))
                        .isInstanceOfSatisfying(InvalidPropertyException.class, failure -> {
                            assertThat(failure.property()).isEqualTo("wayfarer.client.redirects.schemes");
                            assertThat(failure.value()).isEqualTo("ftp");
                            assertThat(failure.remedy()).isEqualTo("Set it to some of http, https, ws and wss.");
                        }));
    }

    @Test
    void aRedirectHostThatCannotBeMeantIsRefused() {
        runner.withPropertyValues("wayfarer.client.redirects.hosts=Shop.example")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("wayfarer.client.redirects.hosts"));
        runner.withPropertyValues("wayfarer.client.redirects.hosts=.shop.example")
                .run(context -> assertThat(context).hasNotFailed());
    }
}
