/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.autoconfigure.actuate.WayfarerMetricsAutoConfiguration;
import io.wayfarer.autoconfigure.diagnostics.InvalidPropertyException;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.error.BlockedAddressException;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.fixture.LoopbackDns;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.protocol.client.HostResolver;

/** What properties make of addresses, against a real server. */
class AddressPropertiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static LoopbackServer server;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ClientAutoConfiguration.class,
                    NamedClientsAutoConfiguration.class,
                    WebSocketClientAutoConfiguration.class,
                    WayfarerMetricsAutoConfiguration.class));

    @BeforeAll
    static void start() {
        server = LoopbackServer.start(
                routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("here")))
                        .ws("/chat", (in, out) -> out.sendString(Mono.just("hello"))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String get(ReactiveHttpClient client, String host) {
        return String.valueOf(client.get(server.uri(host, "/")).bodyAsString().block(PATIENCE));
    }

    private static String get(ApplicationContext context, String host) {
        return get(context.getBean(ReactiveHttpClient.class), host);
    }

    @Test
    void whatIsDeniedIsRefusedUnlessItIsAllowed() {
        runner.withPropertyValues("wayfarer.client.addresses.deny=internal,.evil.test")
                .run(context -> {
                    assertThatThrownBy(() -> get(context, "127.0.0.1"))
                            .hasCauseInstanceOf(BlockedAddressException.class)
                            .hasMessageContaining("127.0.0.1 is denied by \"internal\"")
                            .hasMessageContaining("wayfarer.client.addresses.allow");
                    assertThatThrownBy(() -> get(context, "localhost"))
                            .hasCauseInstanceOf(BlockedAddressException.class);
                });
        runner.withPropertyValues(
                        "wayfarer.client.addresses.deny=internal",
                        "wayfarer.client.addresses.allow=localhost,10.0.0.0/8")
                .run(context -> {
                    assertThat(get(context, "localhost")).isEqualTo("here");
                    assertThatThrownBy(() -> get(context, "127.0.0.1"))
                            .hasCauseInstanceOf(BlockedAddressException.class);
                });
        runner.withPropertyValues("wayfarer.client.addresses.allow=127.0.0.0/8")
                .run(context -> assertThat(get(context, "localhost")).isEqualTo("here"));
    }

    @Test
    void aNamedClientHasWhatIsSetForAllUnlessItHasItsOwn() {
        runner.withPropertyValues(
                        "wayfarer.client.addresses.deny=internal",
                        "wayfarer.clients.strict.user-agent=strict",
                        "wayfarer.clients.local.addresses.deny=10.0.0.0/8")
                .run(context -> {
                    assertThatThrownBy(() -> get(named(context, "strict"), "127.0.0.1"))
                            .hasCauseInstanceOf(BlockedAddressException.class);
                    assertThat(get(named(context, "local"), "127.0.0.1")).isEqualTo("here");
                });
    }

    @Test
    void refusalsAreCountedByReasonAndModeForWebSocketsToo() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("wayfarer.client.addresses.deny=127.0.0.1,evil.test")
                .run(context -> {
                    assertThatThrownBy(() -> get(context, "127.0.0.1"))
                            .hasCauseInstanceOf(BlockedAddressException.class);
                    URI chat = URI.create("ws://127.1:" + server.port() + "/chat");
                    assertThatThrownBy(() -> context.getBean(WebSocketClient.class)
                                    .execute(chat, session -> Mono.empty())
                                    .block(PATIENCE))
                            .hasCauseInstanceOf(BlockedAddressException.class);
                    assertThat(refusals(context, "denied-address", "enforce")).isEqualTo(2);
                });
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues(
                        "wayfarer.client.addresses.allow=10.0.0.0/8", "wayfarer.client.addresses.mode=report")
                .run(context -> {
                    assertThat(get(context, "127.0.0.1")).isEqualTo("here");
                    assertThat(refusals(context, "not-allowed", "report")).isEqualTo(1);
                });
    }

    private static ReactiveHttpClient named(ApplicationContext context, String name) {
        return context.getBean(NamedClientsAutoConfiguration.BEAN_NAME_PREFIX + name, ReactiveHttpClient.class);
    }

    private static double refusals(ApplicationContext context, String reason, String mode) {
        return context.getBean(MeterRegistry.class)
                .get("wayfarer.client.addresses.refused")
                .tags("reason", reason, "mode", mode)
                .counter()
                .count();
    }

    @Test
    void placesLeadWhereThePropertiesSay() {
        runner.withPropertyValues(
                        "wayfarer.client.addresses.resolve.[a.test]=127.0.0.1",
                        "wayfarer.client.addresses.connect-to.[b.test]=localhost:" + server.port(),
                        "wayfarer.client.addresses.local=127.0.0.1",
                        "wayfarer.client.addresses.local-ports=20000-60000",
                        "wayfarer.client.addresses.family=ipv4",
                        "wayfarer.client.addresses.attempt-delay=50ms")
                .run(context -> {
                    assertThat(get(context, "a.test")).isEqualTo("here");
                    assertThat(context.getBean(ReactiveHttpClient.class)
                                    .get("http://b.test/")
                                    .bodyAsString()
                                    .block(PATIENCE))
                            .isEqualTo("here");
                });
    }

    @Test
    void namesAreLookedUpByTheNameServersOfThePropertiesOrTheApplicationsOwnResolver() {
        try (LoopbackDns dns = LoopbackDns.start().answer("c.test", "127.0.0.1")) {
            runner.withPropertyValues(
                            "wayfarer.client.addresses.dns.servers=" + dns.server(),
                            "wayfarer.client.addresses.dns.max-ttl=1m",
                            "wayfarer.client.addresses.dns.query-timeout=2s")
                    .run(context -> assertThat(get(context, "c.test")).isEqualTo("here"));
            assertThat(dns.queries()).contains("A c.test");
        }
        HostResolver own = host -> Flux.just(List.of(InetAddress.getLoopbackAddress()));
        runner.withBean(HostResolver.class, () -> own)
                .run(context -> assertThat(get(context, "d.test")).isEqualTo("here"));
    }

    @ParameterizedTest
    @CsvSource({
        "attempt-delay, 5ms, PT0.005S",
        "local, no-such-interface, no-such-interface",
        "local-ports, 2-1, 2-1",
        "local-ports, many, many",
        "connect-to.[a.test], b:http, a.test: b:http",
        "resolve.[a.test], b, a.test: [b]",
        "dns.servers, ns.test, ns.test",
        "dns.negative-ttl, -1s, PT-1S",
        "dns.min-ttl, -1s, PT-1S",
        "dns.max-ttl, -2s, PT-2S"
    })
    void aValueThatCannotWorkEndsTheStart(String property, String value, String shown) {
        runner.withPropertyValues("wayfarer.client.addresses." + property + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidPropertyException.class)
                        .hasMessageContaining("wayfarer.client.addresses." + property.replaceAll("\\.\\[.*", ""))
                        .hasMessageContaining(": \"" + shown + "\""));
    }

    @ParameterizedTest
    @CsvSource({"allow, 10.0.0.0/40", "deny, *.example", "deny, http://example/"})
    void anEntryThatMeansNothingEndsTheStart(String property, String value) {
        runner.withPropertyValues("wayfarer.client.addresses." + property + "=internal," + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidPropertyException.class)
                        .hasMessageContaining("wayfarer.client.addresses." + property + ": \"" + value + "\"")
                        .hasMessageContaining("is no address, network, group or host name"));
    }

    @Test
    void anOwnTransportCannotBeGuarded() {
        Transport own = request -> Mono.empty();
        runner.withBean(Transport.class, () -> own)
                .withPropertyValues("wayfarer.client.addresses.deny=internal")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("wayfarer.client.addresses"));
    }
}
