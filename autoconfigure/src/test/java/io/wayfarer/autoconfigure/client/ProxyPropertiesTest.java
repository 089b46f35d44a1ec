/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.Trace;
import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.ProxyOptions;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.proxy.ProxyUrl;
import io.wayfarer.client.proxy.RouteSelector;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;

/** {@code wayfarer.client.proxy.*}, and who goes before whom. */
class ProxyPropertiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ClientAutoConfiguration.class, NamedClientsAutoConfiguration.class))
            .withInitializer(ProxyPropertiesTest::withVariable)
            .withSystemProperties("http.proxyHost=jvm", "https.proxyHost=jvm");

    /** Without anything from outside. */
    private final ApplicationContextRunner bare = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ClientAutoConfiguration.class, NamedClientsAutoConfiguration.class))
            .withPropertyValues(
                    "wayfarer.client.proxy.from-environment=false",
                    "wayfarer.client.proxy.from-system-properties=false");

    /** An environment with a proxy and with what the runner has set so far. */
    private static void withVariable(ConfigurableApplicationContext context) {
        StandardEnvironment environment = new StandardEnvironment() {
            @Override
            public Map<String, Object> getSystemEnvironment() {
                return Map.of("https_proxy", "environment:1");
            }
        };
        environment.merge(context.getEnvironment());
        context.setEnvironment(environment);
    }

    private static RouteSelector selector(ReactiveHttpClient client) {
        HopPolicy policy = client.policies().hopPolicies().stream()
                .filter(ProxyPolicy.class::isInstance)
                .findFirst()
                .orElseThrow();
        return ((ProxyPolicy) policy).selector();
    }

    private static @Nullable Route route(ReactiveHttpClient client, String url) {
        return selector(client).select(HttpUrl.parse(url));
    }

    private void assertRoute(ApplicationContextRunner application, String bean, String url, String route) {
        application.run(context -> assertThat(
                        Objects.toString(route(context.getBean(bean, ReactiveHttpClient.class), url), "nothing"))
                .isEqualTo(route));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rule.example  | direct (wayfarer.client.proxy.rules[0] matches rule.example)
                    10.1.2.3      | http://a:1, http://b:2, direct (wayfarer.client.proxy.rules[1] matches 10.0.0.0/8)
                    not.example   | direct (wayfarer.client.proxy.no-proxy matches not.example)
                    any.example   | http://***@yml:3 (wayfarer.client.proxy.url)
                    """)
    void theFileGoesBeforeTheEnvironment(String host, String route) {
        assertRoute(
                runner.withPropertyValues(
                        "wayfarer.client.proxy.rules[0].hosts=rule.example",
                        "wayfarer.client.proxy.rules[0].schemes=http,https",
                        "wayfarer.client.proxy.rules[0].url=direct",
                        "wayfarer.client.proxy.rules[1].hosts=10.0.0.0/8",
                        "wayfarer.client.proxy.rules[1].url=http://a:1,http://b:2,direct",
                        "wayfarer.client.proxy.url=http://u:s3cret@yml:3",
                        "wayfarer.client.proxy.no-proxy=not.example"),
                "reactiveHttpClient",
                "https://" + host + "/",
                route);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    true  | true  | https | http://environment:1 (https_proxy)
                    true  | true  | http  | http://jvm:80 (http.proxyHost)
                    false | true  | https | http://jvm:443 (https.proxyHost)
                    true  | false | http  | nothing
                    false | false | https | nothing
                    """)
    void theEnvironmentGoesBeforeTheSystemProperties(
            boolean environment, boolean properties, String scheme, String route) {
        assertRoute(
                runner.withPropertyValues(
                        "wayfarer.client.proxy.from-environment=" + environment,
                        "wayfarer.client.proxy.from-system-properties=" + properties),
                "reactiveHttpClient",
                scheme + "://a.example/",
                route);
    }

    private final ApplicationContextRunner withAll = runner.withPropertyValues(
            "wayfarer.client.proxy.rules[0].hosts=rule.example",
            "wayfarer.client.proxy.rules[0].url=http://shared-rule:1",
            "wayfarer.client.proxy.url=http://shared:1",
            "wayfarer.client.proxy.username=ada",
            "wayfarer.client.proxy.password=s3cret",
            "wayfarer.client.proxy.no-proxy=not.example",
            "wayfarer.clients.crm.versions=HTTP/1.1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rule.example  | http://shared-rule:1 (wayfarer.clients.crm.proxy.rules[0] matches rule.example)
                    not.example   | direct (wayfarer.clients.crm.proxy.no-proxy matches not.example)
                    any.example   | http://***@shared:1 (wayfarer.clients.crm.proxy.url)
                    """)
    void aNamedClientWithoutAProxyTakesWhatIsSetForAll(String host, String route) {
        assertRoute(withAll, "wayfarerClient.crm", "https://" + host + "/", route);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    proxy.url=http://own:2      | http://own:2 (wayfarer.clients.crm.proxy.url)
                    proxy.rules[0].url=own:2    | http://own:2 (wayfarer.clients.crm.proxy.rules[0])
                    """)
    void aNamedClientsOwnProxyGoesBeforeTheRulesForAllAndLearnsNoPassword(String property, String route) {
        for (String host : new String[] {"rule.example", "not.example", "any.example"}) {
            assertRoute(
                    withAll.withPropertyValues("wayfarer.clients.crm." + property),
                    "wayfarerClient.crm",
                    "https://" + host + "/",
                    route);
        }
    }

    @Test
    void aPacFileDecidesWhereNothingElseDoesAndNothingGoesDirectWhenItFails(@TempDir Path directory)
            throws IOException {
        Path pac = Files.writeString(directory.resolve("proxy.pac"), """
                function FindProxyForURL(url, host) {
                    return host == "broken.example" ? nothing.there : "PROXY 127.0.0.1:1; PROXY 127.0.0.1:%d";
                }""");
        try (LoopbackProxy office = LoopbackProxy.start();
                LoopbackServer shop = LoopbackServer.start(
                        routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("Welcome"))))) {
            Files.writeString(pac, Files.readString(pac).formatted(office.port()));
            bare.withPropertyValues("wayfarer.client.proxy.pac.location=" + pac).run(context -> {
                ReactiveHttpClient client = context.getBean(ReactiveHttpClient.class);
                for (int i = 0; i < 2; i++) {
                    Trace trace = client.get(shop.uri("/")).trace().block(PATIENCE);
                    assertThat(trace).isNotNull();
                    assertThat(trace.hops().get(0).route())
                            .hasToString("http://127.0.0.1:" + office.port() + " (" + pac
                                    + ", in place of http://127.0.0.1:1)");
                }
                assertThat(office.requests()).hasSize(2);
                StepVerifier.create(client.get("http://broken.example/").bodyAsString())
                        .expectErrorSatisfies(e -> assertThat(e)
                                .isInstanceOfSatisfying(
                                        ProxyException.class,
                                        failure ->
                                                assertThat(failure.reason()).isEqualTo(ProxyException.Reason.UNDECIDED))
                                .hasMessageContaining("fails in line 2"))
                        .verify(PATIENCE);
            });
        }
    }

    @Test
    void theApplicationsProxySelectorGoesBeforeThePacFile(@TempDir Path directory) throws IOException {
        Path pac = Files.writeString(
                directory.resolve("proxy.pac"), "function FindProxyForURL(url, host) { return 'PROXY pac:1'; }");
        bare.withBean(ProxySelector.class, () -> ProxySelector.of(InetSocketAddress.createUnresolved("own", 2)))
                .withPropertyValues(
                        "wayfarer.client.proxy.pac.location=" + pac, "wayfarer.clients.crm.versions=HTTP/1.1")
                .run(context -> {
                    for (String bean : new String[] {"reactiveHttpClient", "wayfarerClient.crm"}) {
                        RouteSelector selector = selector(context.getBean(bean, ReactiveHttpClient.class));
                        assertThat(selector.find(HttpUrl.parse("http://a.example/"))
                                        .block(PATIENCE))
                                .hasToString("http://own:2 (ProxySelector bean)");
                    }
                });
    }

    @Test
    void aNamedClientWithAProxyOfItsOwnStillObeysWhatIsSaidAboutTheEnvironment() {
        assertRoute(
                runner.withPropertyValues(
                        "wayfarer.client.proxy.from-environment=false",
                        "wayfarer.clients.crm.proxy.rules[0].hosts=a.example",
                        "wayfarer.clients.crm.proxy.rules[0].url=direct"),
                "wayfarerClient.crm",
                "https://b.example/",
                "http://jvm:443 (https.proxyHost)");
    }

    @Test
    void httpProxiesAreUsedAsTheOptionsSay() {
        bare.withPropertyValues(
                        "wayfarer.client.proxy.url=https://a.example:1, socks5://b.example:2",
                        "wayfarer.client.proxy.tunnel-http=true",
                        "wayfarer.client.proxy.http2=true",
                        "wayfarer.client.proxy.headers[X-Team]=crm",
                        "wayfarer.client.proxy.pre-proxy=socks5h://first.example:3",
                        "wayfarer.client.proxy.ssl.insecure=true",
                        "wayfarer.client.proxy.back-off=0")
                .run(context -> {
                    Route route = Objects.requireNonNull(route(
                            context.getBean("reactiveHttpClient", ReactiveHttpClient.class), "http://server.example/"));
                    assertThat(route.proxies().get(0).options())
                            .isEqualTo(ProxyOptions.NONE
                                    .tunnellingAlways()
                                    .speakingHttp2()
                                    .withField("X-Team", "crm")
                                    .behind(ProxyUrl.parse("test", "socks5h://first.example:3")));
                    assertThat(route.proxies().get(1).options()).isEqualTo(ProxyOptions.NONE);
                });
    }

    @Test
    void theCredentialsOfAUnixSocketAreSetApartToo() {
        assertRoute(
                bare.withPropertyValues(
                        "wayfarer.client.proxy.url=unix:/run/p.sock",
                        "wayfarer.client.proxy.username=ada",
                        "wayfarer.client.proxy.password=s3cret"),
                "reactiveHttpClient",
                "http://server.example/",
                "unix://***@/run/p.sock (wayfarer.client.proxy.url)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    proxy.headers[Host]=x             | the client sets it itself
                    proxy.pre-proxy=http://p:1        | it is an HTTP proxy
                    proxy.pre-proxy=socks5h://        | it has no host
                    proxy.back-off=60d                | it is neither 0 nor between 1 ms and 24 days
                    proxy.ssl.bundle=none             | SSL bundle
                    """)
    void optionsThatCannotWorkFailTheStart(String property, String reason) {
        bare.withPropertyValues("wayfarer.client.proxy.url=https://a.example:1", "wayfarer.client." + property)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(InvalidPropertyException.class)
                        .hasMessageStartingWith("wayfarer.client.proxy.")
                        .hasMessageContaining(reason));
    }
}
