/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.webclient.autoconfigure.WebClientSsl;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RecordedRequest;

/** Spring's clients as an application has them injected, against real servers. */
class SpringClientsTest extends SpringClientsCase {

    @ParameterizedTest
    @EnumSource
    void aRedirectToAnotherOriginIsFollowedWithoutAuthorizationCookieAndKey(Face face) {
        groups().run(context -> {
            assertThat(face.get(context, origin.uri("localhost", "/start").toString()))
                    .isEqualTo("arrived");
            RecordedRequest first = origin.requests().get(0);
            assertThat(first.header("Authorization")).contains("Bearer secret");
            assertThat(first.header("X-API-Key")).contains("secret");
            assertThat(first.header("Cookie")).contains("session=secret");
            RecordedRequest second = target.requests().get(0);
            assertThat(second.headers("Authorization")).isEmpty();
            assertThat(second.headers("X-API-Key")).isEmpty();
            assertThat(second.headers("Cookie")).isEmpty();
            assertThat(second.header("Accept-Language")).contains("de");
            assertThat(second.toString()).doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLearntByOneClientOfSpringIsKnownToAll(Face face) {
        groups().run(context -> {
            face.get(context, origin.uri("localhost", "/start").toString());
            context.getBean(WebClient.Builder.class)
                    .build()
                    .get()
                    .uri(origin.uri("localhost", "/page"))
                    .retrieve()
                    .toBodilessEntity()
                    .block(PATIENCE);
            assertThat(origin.requests().get(1).header("Cookie")).contains("visited=yes");
        });
    }

    @ParameterizedTest
    @EnumSource
    void redirectsSwitchedOffForSpringsClientsAreAnswers(Face face) {
        groups().withPropertyValues("spring.http.clients.redirects=dont-follow").run(context -> {
            face.get(context, origin.uri("localhost", "/start").toString());
            assertThat(origin.requests()).hasSize(1);
            assertThat(target.requests()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void redirectsAskedForAreFollowedThoughTheClientFollowsNone(Face face) {
        groups().withPropertyValues("wayfarer.client.redirects.follow=false", "spring.http.clients.redirects=follow")
                .run(context -> assertThat(face.get(
                                context, origin.uri("localhost", "/start").toString()))
                        .isEqualTo("arrived"));
    }

    @Test
    void oneGroupCanHaveItsOwnSettings() {
        groups().withPropertyValues("spring.http.serviceclient.shop.redirects=dont-follow")
                .run(context -> {
                    Face.GROUP_ON_REST_CLIENT.get(context, "");
                    assertThat(target.requests()).isEmpty();
                    assertThat(Face.GROUP_ON_WEB_CLIENT.get(context, "")).isEqualTo("arrived");
                });
    }

    @Test
    void cookieHandlingDisabledForSpringsClientsKeepsThemOutOfTheJar() {
        runner.withPropertyValues("spring.http.clients.cookie-handling=disable").run(context -> {
            Face.WEB_CLIENT.get(context, origin.uri("localhost", "/start").toString());
            assertThat(context.getBean(CookieStore.class).size()).isZero();
        });
    }

    @Test
    void cookieHandlingEnabledWorksThoughTheClientKeepsNone() {
        runner.withPropertyValues("wayfarer.client.cookies.scope=none", "spring.http.clients.cookie-handling=enable")
                .run(context -> {
                    RestClient client =
                            context.getBean(RestClient.Builder.class).build();
                    String start = origin.uri("localhost", "/start").toString();
                    client.get().uri(start).retrieve().toBodilessEntity();
                    client.get().uri(start).retrieve().toBodilessEntity();
                    assertThat(origin.requests().get(1).header("Cookie")).contains("visited=yes");
                });
    }

    @Test
    void theReadTimeoutOfSpringsClientsIsObeyed() {
        runner.withPropertyValues("spring.http.clients.read-timeout=200ms")
                .run(context -> assertThatThrownBy(() -> context.getBean(RestClient.Builder.class)
                                .build()
                                .get()
                                .uri(origin.uri("localhost", "/silent"))
                                .retrieve()
                                .body(String.class))
                        .hasRootCauseInstanceOf(io.wayfarer.protocol.error.ReadTimeoutException.class)
                        .satisfies(failure ->
                                assertThat(causes(failure)).hasAtLeastOneElementOfType(HttpTimeoutException.class)));
    }

    @Test
    void anSslBundleIsTrustedWhereItIsNamedAndNowhereElse(@TempDir Path folder) throws Exception {
        LoopbackTls tls = LoopbackTls.localhost();
        Path certificate = tls.writeCertificate(folder);
        try (LoopbackServer secure = LoopbackServer.start(
                tls, routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("private"))))) {
            runner.withPropertyValues("spring.ssl.bundle.pem.own.truststore.certificate=" + certificate.toUri())
                    .run(context -> {
                        WebClient.Builder trusting = context.getBean(WebClient.Builder.class)
                                .apply(context.getBean(WebClientSsl.class).fromBundle("own"));
                        assertThat(body(trusting, secure)).isEqualTo("private");
                        assertThatThrownBy(() -> body(context.getBean(WebClient.Builder.class), secure))
                                .satisfies(failure ->
                                        assertThat(causes(failure)).hasAtLeastOneElementOfType(TlsException.class));
                    });
            runner.withPropertyValues(
                            "spring.ssl.bundle.pem.own.truststore.certificate=" + certificate.toUri(),
                            "wayfarer.client.ssl.bundle=own")
                    .run(context -> assertThat(body(context.getBean(WebClient.Builder.class), secure))
                            .isEqualTo("private"));
            runner.withPropertyValues("wayfarer.client.ssl.insecure=true")
                    .run(context -> assertThat(body(context.getBean(WebClient.Builder.class), secure))
                            .isEqualTo("private"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAddressThatTheFilterRefusesIsNotConnectedTo(Face face) {
        InetAddressFilter nothing = address -> false;
        groups().withBean(InetAddressFilter.class, () -> nothing).run(context -> {
            assertThatThrownBy(() ->
                            face.get(context, origin.uri("localhost", "/start").toString()))
                    .satisfies(SpringClientsCase::blocked);
            assertThat(origin.requests()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRedirectToAnAddressThatTheFilterRefusesIsNotFollowed(Face face) {
        InetAddressFilter onlyTheFirst = address -> origin.requests().isEmpty();
        groups().withBean(InetAddressFilter.class, () -> onlyTheFirst).run(context -> {
            assertThatThrownBy(() ->
                            face.get(context, origin.uri("localhost", "/start").toString()))
                    .satisfies(SpringClientsCase::blocked);
            assertThat(origin.requests()).hasSize(1);
            assertThat(target.requests()).isEmpty();
        });
    }

    @Test
    void theFilterHoldsForTheClientItselfAsWell() {
        runner.withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses)
                .run(context -> assertThatThrownBy(() -> context.getBean(ReactiveHttpClient.class)
                                .get(origin.uri("/page"))
                                .bodyAsString()
                                .block(PATIENCE))
                        .satisfies(SpringClientsCase::blocked));
    }

    @Test
    void throughAProxyTheFilterTestsLiteralsAndLeavesNamesToTheProxy() {
        try (LoopbackProxy proxy =
                LoopbackProxy.builder().direct("inner.test", origin.address()).start()) {
            runner.withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses)
                    .withPropertyValues("wayfarer.client.proxy.url=http://127.0.0.1:" + proxy.port())
                    .run(context -> {
                        ReactiveHttpClient client = context.getBean(ReactiveHttpClient.class);
                        assertThatThrownBy(() -> client.get(origin.uri("127.0.0.1", "/page"))
                                        .bodyAsString()
                                        .block(PATIENCE))
                                .satisfies(SpringClientsCase::blocked);
                        assertThat(client.get(origin.uri("inner.test", "/page"))
                                        .bodyAsString()
                                        .block(PATIENCE))
                                .isEqualTo("page");
                    });
        }
    }
}
