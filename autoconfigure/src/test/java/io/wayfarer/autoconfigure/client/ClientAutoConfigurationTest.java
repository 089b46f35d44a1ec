/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.util.context.Context;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.hsts.InMemoryHstsStore;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.redirect.RedirectRules;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.server.HttpListener;

/** Which beans there are, and what makes them step back. */
class ClientAutoConfigurationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Transport NOWHERE = request -> Mono.empty();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ClientAutoConfiguration.class, NamedClientsAutoConfiguration.class));

    @Test
    void withoutAnyPropertyTheClientHasAllItsParts() {
        runner.run(context -> {
            assertThat(context)
                    .hasSingleBean(ReactiveHttpClient.class)
                    .hasSingleBean(CookieStore.class)
                    .hasSingleBean(HstsStore.class)
                    .hasSingleBean(RouteSelector.class)
                    .hasSingleBean(RedirectPolicy.class)
                    .hasSingleBean(Transport.class);
            ReactiveHttpClient client = context.getBean(ReactiveHttpClient.class);
            assertThat(names(client)).containsExactly("hsts", "cookies", "auth", "proxy");
            assertThat(client.policies().redirects()).isSameAs(context.getBean(RedirectPolicy.class));
            assertThat(client.transport()).isSameAs(context.getBean(Transport.class));
            assertThat(client.limits()).isEqualTo(io.wayfarer.client.ClientLimits.defaults());
        });
    }

    @Test
    void theClientSwitchedOffLeavesNothing() {
        runner.withPropertyValues("wayfarer.client.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ReactiveHttpClient.class)
                        .doesNotHaveBean(CookieStore.class)
                        .doesNotHaveBean(HstsStore.class)
                        .doesNotHaveBean(Transport.class)
                        .doesNotHaveBean(ClientSettings.class));
    }

    @Test
    void withoutTheClientsClassesThereIsNothing() {
        runner.withClassLoader(new FilteredClassLoader(ReactiveHttpClient.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("reactiveHttpClient"));
    }

    @Test
    void withoutBootsHttpClientModuleTheClientWorksAsBefore() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.http.client"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ReactiveHttpClient.class));
    }

    @Test
    void withoutCookiesThereIsNoJarAndNoPolicyForIt() {
        runner.withPropertyValues("wayfarer.client.cookies.scope=none").run(context -> {
            assertThat(context).doesNotHaveBean(CookieStore.class);
            assertThat(names(context.getBean(ReactiveHttpClient.class))).containsExactly("hsts", "auth", "proxy");
        });
    }

    @Test
    void withoutHstsThereIsNoStoreAndNoPolicyForIt() {
        runner.withPropertyValues("wayfarer.client.hsts.enabled=false").run(context -> {
            assertThat(context).doesNotHaveBean(HstsStore.class);
            assertThat(names(context.getBean(ReactiveHttpClient.class))).containsExactly("cookies", "auth", "proxy");
        });
    }

    @Test
    void http2WithoutTlsIsSpokenWhereItIsSaidThatAllServersUnderstandIt() {
        HttpListener server = Objects.requireNonNull(HttpListener.builder()
                .onStream(stream -> stream.sendHeaders(HeaderList.of(HeaderList.STATUS, "200"), true))
                .bind()
                .block(PATIENCE));
        runner.withPropertyValues("wayfarer.client.http2-prior-knowledge=true")
                .run(context -> assertThat(context.getBean(ReactiveHttpClient.class)
                                .get("http://127.0.0.1:" + server.port() + "/")
                                .exchange(response -> Mono.just(response.protocol()))
                                .block(PATIENCE))
                        .isEqualTo("HTTP/2"));
        server.close().block(PATIENCE);
    }

    @Test
    void aServerWithoutTlsIsAskedToGoOnInHttp2WhereThatIsSaid() {
        try (LoopbackServer server =
                LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)
                        .handle((in, out) -> out.sendString(Mono.just("hello"))))) {
            runner.withPropertyValues("wayfarer.client.http2-upgrade=true")
                    .run(context -> assertThat(context.getBean(ReactiveHttpClient.class)
                                    .get(server.uri("/").toString())
                                    .exchange(response -> Mono.just(response.protocol()))
                                    .block(PATIENCE))
                            .isEqualTo("HTTP/2"));
        }
    }

    @Test
    void onlyHttp10IsSpokenWhereThatIsSaid() {
        try (RawPeer peer = RawPeer.answering("HTTP/1.0 204 No Content\r\n\r\n")) {
            runner.withPropertyValues("wayfarer.client.versions=HTTP/1.0")
                    .run(context -> context.getBean(ReactiveHttpClient.class)
                            .get(peer.uri("/").toString())
                            .bodyAsString()
                            .block(PATIENCE));
            assertThat(peer.heads()).singleElement().asString().startsWith("GET / HTTP/1.0");
        }
    }

    @Test
    void theApplicationsOwnPartsAreUsedInPlaceOfOurs() {
        runner.withUserConfiguration(OwnParts.class).run(context -> {
            assertThat(context)
                    .hasSingleBean(CookieStore.class)
                    .hasSingleBean(HstsStore.class)
                    .hasSingleBean(RouteSelector.class)
                    .hasSingleBean(RedirectPolicy.class)
                    .hasSingleBean(Transport.class);
            ReactiveHttpClient client = context.getBean(ReactiveHttpClient.class);
            assertThat(client.transport()).isSameAs(NOWHERE);
            assertThat(client.policies().redirects()).isSameAs(context.getBean("ownRedirects"));
            assertThat(client.policies().hopPolicies())
                    .anySatisfy(policy -> assertThat(policy)
                            .isInstanceOfSatisfying(
                                    io.wayfarer.client.cookie.CookiePolicy.class,
                                    cookies -> assertThat(cookies.scope().jar(Context.empty()))
                                            .containsSame(context.getBean("ownCookies", CookieStore.class))))
                    .anySatisfy(policy -> assertThat(policy)
                            .isInstanceOfSatisfying(
                                    io.wayfarer.client.hsts.HstsPolicy.class,
                                    hsts -> assertThat(hsts.store()).isSameAs(context.getBean("ownHsts"))));
        });
    }

    @Test
    void theApplicationsOwnClientIsTheOnlyOne() {
        ReactiveHttpClient own = ReactiveHttpClient.builder().transport(NOWHERE).build();
        runner.withBean("own", ReactiveHttpClient.class, () -> own)
                .run(context ->
                        assertThat(context).getBean(ReactiveHttpClient.class).isSameAs(own));
    }

    @Test
    void everyHopPolicyBeanJoinsAtItsStage() {
        runner.withUserConfiguration(TwoPolicies.class)
                .run(context -> assertThat(names(context.getBean(ReactiveHttpClient.class)))
                        .containsExactly("hsts", "cookies", "first", "second", "auth", "proxy"));
    }

    @Test
    void customizersComeAfterTheProperties() {
        RedirectPolicy last = attempt -> new io.wayfarer.client.redirect.RedirectDecision.Stop();
        runner.withPropertyValues("wayfarer.client.redirects.max=3")
                .withBean(ReactiveHttpClientCustomizer.class, () -> client -> client.redirects(last))
                .run(context -> assertThat(context.getBean(ReactiveHttpClient.class)
                                .policies()
                                .redirects())
                        .isSameAs(last));
    }

    @Test
    void customizersAreToldWhichClientItIs() {
        ReactiveHttpClientCustomizer own = new ReactiveHttpClientCustomizer() {

            @Override
            public void customize(ReactiveHttpClient.Builder client) {
                throw new AssertionError("not called");
            }

            @Override
            public void customize(String name, ReactiveHttpClient.Builder client) {
                client.baseUrl("http://" + name + ".example/");
            }
        };
        runner.withConfiguration(AutoConfigurations.of(NamedClientsAutoConfiguration.class))
                .withPropertyValues("wayfarer.clients.crm.user-agent=crm")
                .withBean(ReactiveHttpClientCustomizer.class, () -> own)
                .run(context -> {
                    for (String bean : List.of("reactiveHttpClient", "wayfarerClient.crm")) {
                        String name = bean.endsWith("crm") ? "crm" : "default";
                        assertThat(context.getBean(bean, ReactiveHttpClient.class)
                                        .get("x")
                                        .request()
                                        .url())
                                .hasToString("http://" + name + ".example/x");
                    }
                });
    }

    @Test
    void decoratorsStandAroundTheTransport() {
        runner.withUserConfiguration(OwnParts.class)
                .withBean(
                        TransportDecorator.class, () -> transport -> request -> Mono.error(new IllegalStateException()))
                .run(context -> assertThat(
                                context.getBean(ReactiveHttpClient.class).transport())
                        .isNotSameAs(NOWHERE));
    }

    @Test
    void anAddressFilterBesideAnOwnTransportStopsTheStart() {
        runner.withUserConfiguration(OwnParts.class)
                .withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage(
                                "The InetAddressFilter bean cannot be applied to the application's own Transport bean."
                                        + " Remove one of them."));
    }

    @Test
    void theConnectionsEndWithTheContext() {
        try (LoopbackServer server = LoopbackServer.start(
                routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("here"))))) {
            runner.run(context -> {
                ManagedTransport transport = context.getBean(ManagedTransport.class);
                context.getBean(ReactiveHttpClient.class)
                        .get(server.uri("/"))
                        .bodyAsString()
                        .block(Duration.ofSeconds(10));
                assertThat(transport.connections().isDisposed()).isFalse();
                context.close();
                assertThat(transport.connections().isDisposed()).isTrue();
            });
        }
    }

    private static List<String> names(ReactiveHttpClient client) {
        return client.policies().hopPolicies().stream().map(HopPolicy::name).toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnParts {

        @Bean
        CookieStore ownCookies() {
            return new InMemoryCookieStore();
        }

        @Bean
        HstsStore ownHsts() {
            return new InMemoryHstsStore();
        }

        @Bean
        RouteSelector ownRoutes() {
            return RouteSelector.direct();
        }

        @Bean
        RedirectPolicy ownRedirects() {
            return RedirectRules.builder().max(3).build();
        }

        @Bean
        Transport ownTransport() {
            return NOWHERE;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoPolicies {

        @Bean
        @Order(2)
        HopPolicy second() {
            return named("second");
        }

        @Bean
        @Order(1)
        HopPolicy first() {
            return named("first");
        }

        private static HopPolicy named(String name) {
            return new HopPolicy() {
                @Override
                public Mono<Void> prepare(io.wayfarer.client.hop.Hop hop) {
                    return Mono.empty();
                }

                @Override
                public String name() {
                    return name;
                }
            };
        }
    }
}
