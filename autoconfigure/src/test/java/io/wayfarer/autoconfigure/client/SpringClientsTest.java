/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientSsl;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.error.BlockedAddressException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.spring.WayfarerClientHttpConnector;
import io.wayfarer.client.spring.WayfarerClientHttpRequestFactory;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RecordedRequest;

/** Spring's clients as an application has them injected, against real servers. */
class SpringClientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How an application calls out: with credentials and a cookie set by hand, and one harmless field. */
    enum Face {
        WEB_CLIENT {
            @Override
            @Nullable
            String get(ApplicationContext context, String url) {
                return context.getBean(WebClient.Builder.class)
                        .build()
                        .get()
                        .uri(url)
                        .header("Authorization", "Bearer secret")
                        .header("X-API-Key", "secret")
                        .header("Accept-Language", "de")
                        .cookie("session", "secret")
                        .retrieve()
                        .bodyToMono(String.class)
                        .block(PATIENCE);
            }
        },
        REST_CLIENT {
            @Override
            @Nullable
            String get(ApplicationContext context, String url) {
                return context.getBean(RestClient.Builder.class)
                        .build()
                        .get()
                        .uri(url)
                        .header("Authorization", "Bearer secret")
                        .header("X-API-Key", "secret")
                        .header("Accept-Language", "de")
                        .header("Cookie", "session=secret")
                        .retrieve()
                        .body(String.class);
            }
        },
        GROUP_ON_WEB_CLIENT {
            @Override
            @Nullable
            String get(ApplicationContext context, String url) {
                return context.getBean(ReactiveShop.class)
                        .start("Bearer secret", "secret", "de", "secret")
                        .block(PATIENCE);
            }
        },
        GROUP_ON_REST_CLIENT {
            @Override
            @Nullable
            String get(ApplicationContext context, String url) {
                return context.getBean(Shop.class).start("Bearer secret", "secret", "de", "secret");
            }
        };

        abstract @Nullable String get(ApplicationContext context, String url);
    }

    interface ReactiveShop {

        @GetExchange("/start")
        Mono<String> start(
                @RequestHeader("Authorization") String authorization,
                @RequestHeader("X-API-Key") String key,
                @RequestHeader("Accept-Language") String language,
                @CookieValue("session") String session);
    }

    interface Shop {

        @GetExchange("/start")
        @Nullable
        String start(
                @RequestHeader("Authorization") String authorization,
                @RequestHeader("X-API-Key") String key,
                @RequestHeader("Accept-Language") String language,
                @CookieValue("session") String session);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "shop", types = Shop.class, clientType = HttpServiceGroup.ClientType.REST_CLIENT)
    @ImportHttpServices(
            group = "reactive-shop",
            types = ReactiveShop.class,
            clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
    static class Groups {}

    private LoopbackServer target;
    private LoopbackServer origin;

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(configurations())
            .withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s");

    private static AutoConfigurations configurations() {
        return AutoConfigurations.of(
                SslAutoConfiguration.class,
                ClientAutoConfiguration.class,
                SpringClientsAutoConfiguration.class,
                HttpClientAutoConfiguration.class,
                ReactiveHttpClientAutoConfiguration.class,
                ImperativeHttpClientAutoConfiguration.class,
                WebClientAutoConfiguration.class,
                RestClientAutoConfiguration.class,
                HttpServiceClientPropertiesAutoConfiguration.class,
                ReactiveHttpServiceClientAutoConfiguration.class,
                HttpServiceClientAutoConfiguration.class);
    }

    @BeforeEach
    void start() {
        target = LoopbackServer.start(
                routes -> routes.get("/end", (request, response) -> response.sendString(Mono.just("arrived"))));
        origin = LoopbackServer.start(routes -> routes.get(
                        "/start",
                        (request, response) -> response.status(302)
                                .header(
                                        "Location",
                                        target.uri("127.0.0.1", "/end").toString())
                                .header("Set-Cookie", "visited=yes; Path=/")
                                .send())
                .get("/page", (request, response) -> response.sendString(Mono.just("page")))
                .get("/silent", (request, response) -> response.sendString(Mono.never())));
    }

    @AfterEach
    void stop() {
        origin.close();
        target.close();
    }

    private ReactiveWebApplicationContextRunner groups() {
        return runner.withUserConfiguration(Groups.class)
                .withPropertyValues(
                        "spring.http.serviceclient.shop.base-url=" + origin.uri("localhost", ""),
                        "spring.http.serviceclient.reactive-shop.base-url=" + origin.uri("localhost", ""));
    }

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

    private static @Nullable String body(WebClient.Builder builder, LoopbackServer server) {
        return builder.build()
                .get()
                .uri(server.uri("localhost", "/"))
                .retrieve()
                .bodyToMono(String.class)
                .block(PATIENCE);
    }

    @ParameterizedTest
    @EnumSource
    void anAddressThatTheFilterRefusesIsNotConnectedTo(Face face) {
        InetAddressFilter nothing = address -> false;
        groups().withBean(InetAddressFilter.class, () -> nothing).run(context -> {
            assertThatThrownBy(() ->
                            face.get(context, origin.uri("localhost", "/start").toString()))
                    .satisfies(SpringClientsTest::blocked);
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
                    .satisfies(SpringClientsTest::blocked);
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
                        .satisfies(SpringClientsTest::blocked));
    }

    @Test
    void throughAProxyTheFilterTestsLiteralsAndLeavesNamesToTheProxy() {
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            runner.withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses)
                    .withPropertyValues("wayfarer.client.proxy.url=http://127.0.0.1:" + proxy.port())
                    .run(context -> {
                        ReactiveHttpClient client = context.getBean(ReactiveHttpClient.class);
                        assertThatThrownBy(() -> client.get(origin.uri("127.0.0.1", "/page"))
                                        .bodyAsString()
                                        .block(PATIENCE))
                                .satisfies(SpringClientsTest::blocked);
                        assertThat(client.get(origin.uri("localhost", "/page"))
                                        .bodyAsString()
                                        .block(PATIENCE))
                                .isEqualTo("page");
                    });
        }
    }

    private static void blocked(Throwable failure) {
        assertThat(causes(failure))
                .anySatisfy(cause -> assertThat(cause)
                        .isInstanceOf(BlockedAddressException.class)
                        .hasMessageContaining("the address filter refuses [127.0.0.1]"));
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    @Test
    void equalSettingsShareConnections() {
        runner.withPropertyValues("spring.http.clients.read-timeout=5s").run(context -> {
            SpringClients clients = context.getBean(SpringClients.class);
            HttpClientSettings settings = context.getBean(HttpClientSettings.class);
            assertThat(clients.client(settings).transport())
                    .isSameAs(clients.client(settings).transport())
                    .isNotSameAs(clients.client(null).transport());
        });
    }

    @Test
    void bothBuilderBeansAreOursInReactiveApplications() {
        runner.run(context ->
                assertThat(context).getBean(ClientHttpConnectorBuilder.class).isInstanceOf(ConnectorBuilder.class));
        runner.run(context -> {
            assertThat(context).getBean(ClientHttpConnector.class).isInstanceOf(WayfarerClientHttpConnector.class);
            assertThat(context).hasSingleBean(ClientHttpRequestFactoryBuilder.class);
        });
    }

    @Test
    void bothBuilderBeansAreOursOutsideTheWebToo() {
        new ApplicationContextRunner().withConfiguration(configurations()).run(context -> {
            assertThat(context).getBean(ClientHttpConnector.class).isInstanceOf(WayfarerClientHttpConnector.class);
            assertThat(context)
                    .getBean(ClientHttpRequestFactory.class)
                    .isInstanceOf(WayfarerClientHttpRequestFactory.class);
        });
    }

    @Test
    void aBuilderBeanOfTheApplicationWins() {
        runner.withBean(ClientHttpConnectorBuilder.class, ClientHttpConnectorBuilder::jdk)
                .withBean(ClientHttpRequestFactoryBuilder.class, ClientHttpRequestFactoryBuilder::simple)
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ConnectorBuilder.class)
                        .doesNotHaveBean(RequestFactoryBuilder.class));
    }

    @Test
    void aConnectorBeanOfTheApplicationIsWhatWebClientUses() {
        ClientHttpConnector own = new org.springframework.http.client.reactive.JdkClientHttpConnector();
        runner.withBean(ClientHttpConnector.class, () -> own).run(context -> {
            assertThat(context).getBean(ClientHttpConnector.class).isSameAs(own);
            Face.WEB_CLIENT.get(context, origin.uri("localhost", "/page").toString());
            assertThat(origin.requests().get(0).header("User-Agent"))
                    .hasValueSatisfying(agent -> assertThat(agent).doesNotContain("Wayfarer"));
        });
    }

    @Test
    void anEngineChosenByPropertyIsLeftInPlace() {
        runner.withPropertyValues("spring.http.clients.reactive.connector=jdk")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ConnectorBuilder.class)
                        .hasSingleBean(RequestFactoryBuilder.class));
        runner.withPropertyValues("spring.http.clients.imperative.factory=simple")
                .run(context -> assertThat(context)
                        .hasSingleBean(ConnectorBuilder.class)
                        .doesNotHaveBean(RequestFactoryBuilder.class));
    }

    @Test
    void switchedOffSpringsClientsAreAsSpringBootMakesThem() {
        runner.withPropertyValues("wayfarer.client.spring-clients.enabled=false")
                .run(context -> {
                    assertThat(context).hasSingleBean(ReactiveHttpClient.class).doesNotHaveBean(SpringClients.class);
                    assertThat(context)
                            .getBean(ClientHttpConnector.class)
                            .isInstanceOf(org.springframework.http.client.reactive.ReactorClientHttpConnector.class);
                });
    }

    @Test
    void withoutTheClientTheyAreAsSpringBootMakesThemToo() {
        runner.withPropertyValues("wayfarer.client.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SpringClients.class));
    }

    @Test
    void withoutWebClientRestClientStillHasTheEngineAndTheOtherWayRound() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(RequestFactoryBuilder.class)
                        .hasSingleBean(RestClient.Builder.class));
        runner.withClassLoader(new FilteredClassLoader(RestClient.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ConnectorBuilder.class)
                        .hasSingleBean(WebClient.Builder.class));
    }

    @Test
    void withoutBootsHttpClientModuleThereIsNothingToPutTheEngineBehind() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ClientAutoConfiguration.class, SpringClientsAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.http.client"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("wayfarerSpringClients"));
    }
}
