/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import io.wayfarer.client.ClientFace;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.address.AddressPolicy.ThroughProxy;
import io.wayfarer.client.error.BlockedAddressException;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.proxy.FixedProxies;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.LoopbackDns;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.TaggedTable;
import io.wayfarer.protocol.client.DnsSettings;
import io.wayfarer.protocol.client.SocketSettings;

/** Nothing leads a client to what its policy refuses: no spelling, no name, no answer that changes, no redirect. */
class ForbiddenTargetsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Path CORPUS = Path.of("src/test/resources/address/forbidden-targets.tsv");

    private static final List<TaggedTable.Row> TARGETS = TaggedTable.read(CORPUS, "targets");

    private final LoopbackServer server = LoopbackServer.start(routes -> routes.get(
                    "/", (request, response) -> response.sendString(Mono.just("secret")))
            .get(
                    "/to",
                    (request, response) -> response.status(302)
                            .header(
                                    "Location",
                                    "http://" + decoded(request.uri().substring("/to?".length())) + "/")
                            .send()));
    private final LoopbackDns dns = LoopbackDns.start();
    private final List<AddressRefusal> told = new CopyOnWriteArrayList<>();
    private final List<PooledTransport> transports = new ArrayList<>();

    private SocketSettings sockets() {
        return SocketSettings.builder()
                .dns(DnsSettings.builder().nameServers(List.of(dns.server())).build())
                .build();
    }

    private PooledTransport transport(AddressPolicy.Builder policy) {
        return transport(policy, sockets());
    }

    private PooledTransport transport(AddressPolicy.Builder policy, SocketSettings sockets) {
        PooledTransport transport = new PooledTransport(TransportSettings.builder()
                .addresses(policy.listener(told::add).build())
                .sockets(sockets)
                .build());
        transports.add(transport);
        return transport;
    }

    @AfterEach
    void close() {
        transports.forEach(PooledTransport::dispose);
        server.close();
        dns.close();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static AddressPolicy.Builder guard() {
        return AddressPolicy.builder().deny("internal").allow("here.test");
    }

    private ReactiveHttpClient client(AddressPolicy.Builder policy) {
        return ReactiveHttpClient.builder().transport(transport(policy)).build();
    }

    @ParameterizedTest
    @EnumSource(ClientFace.class)
    void noSpellingAndNoNameReachesAForbiddenTarget(ClientFace face) {
        assertThat(TARGETS).hasSizeGreaterThanOrEqualTo(60);
        ReactiveHttpClient client = client(guard());
        for (TaggedTable.Row target : TARGETS) {
            String addresses = target.cell("addresses");
            if (!addresses.isEmpty()) {
                dns.answer(target.cell("host"), addresses.split(",", -1));
            }
            String url = "http://" + target.cell("host") + ":" + server.port() + "/";
            Throwable failure = catchThrowable(() -> face.get(client, url));
            assertThat(causes(failure))
                    .as("%s (%s): %s", url, target.cell("what it is"), failure)
                    .hasAtLeastOneElementOfType(BlockedAddressException.class);
        }
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ClientFace.class)
    void noRedirectLeadsToAForbiddenTarget(ClientFace face) {
        dns.answer("here.test", "127.0.0.1");
        ReactiveHttpClient client = client(guard());
        for (String target : List.of("127.1", "0x7f000001", "[::ffff:7f00:1]", "localhost.", "169.254.169.254")) {
            server.forgetRequests();
            String url = "http://here.test:" + server.port() + "/to?" + target + ":" + server.port();
            assertThat(causes(catchThrowable(() -> face.get(client, url))))
                    .as(target)
                    .hasAtLeastOneElementOfType(BlockedAddressException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void withoutAPolicyTheSameSpellingsReachTheServer() {
        ReactiveHttpClient client = client(AddressPolicy.builder());
        for (String target : List.of("127.1", "0177.0.0.1", "2130706433", "localhost.", "[::ffff:127.0.0.1]")) {
            assertThat(ClientFace.NATIVE.get(client, "http://" + target + ":" + server.port() + "/"))
                    .as(target)
                    .isEqualTo("secret");
        }
    }

    @Test
    void anAnswerOfTheDnsThatChangesIsJudgedAnewAndNothingIsLookedUpBetweenJudgementAndConnection() {
        dns.answer("rebind.test", "127.0.0.1").thenAnswer("rebind.test", "127.0.0.2");
        String url = "http://rebind.test:" + server.port() + "/";
        ReactiveHttpClient client = client(AddressPolicy.builder().allow("127.0.0.1"));
        RequestSpec request = client.get(url).header("Connection", "close");
        assertThat(request.bodyAsString().block(PATIENCE)).isEqualTo("secret");
        assertThat(dns.queries()).containsOnlyOnce("A rebind.test");
        assertThat(causes(catchThrowable(() -> request.bodyAsString().block(PATIENCE))))
                .hasAtLeastOneElementOfType(BlockedAddressException.class);
        assertThat(server.requests()).hasSize(1);
        assertThat(told)
                .containsExactly(
                        new AddressRefusal("rebind.test", "127.0.0.2", AddressRefusal.Reason.NOT_ALLOWED, null, true));
    }

    @Test
    void ofSeveralAddressesThoseThatAreAllowedAreConnectedTo() {
        dns.answer("several.test", "10.0.0.1", "127.0.0.1", "169.254.169.254");
        ReactiveHttpClient client = client(AddressPolicy.builder().deny("private", "link-local"));
        assertThat(ClientFace.NATIVE.get(client, "http://several.test:" + server.port() + "/"))
                .isEqualTo("secret");
        assertThat(told).extracting(AddressRefusal::address).containsExactly("10.0.0.1", "169.254.169.254");
    }

    @Test
    void aPolicyThatOnlyReportsLetsEverythingThroughAndTellsWhatItWouldRefuse() {
        ReactiveHttpClient client =
                client(AddressPolicy.builder().deny("loopback").mode(AddressPolicy.Mode.REPORT));
        assertThat(ClientFace.NATIVE.get(client, "http://ada:pass@localhost:" + server.port() + "/?key=value"))
                .isEqualTo("secret");
        assertThat(told).first().satisfies(refusal -> {
            assertThat(refusal.enforced()).isFalse();
            assertThat(refusal).hasToString("localhost (127.0.0.1) is denied by \"loopback\"");
        });
    }

    @Test
    void aRefusalSaysWhyButNeitherWhoAskedNorWhatFor() {
        String url = "http://ada:pass@127.1:" + server.port() + "/?key=value";
        Throwable failure = catchThrowable(() -> ClientFace.NATIVE.get(client(guard()), url));
        assertThat(causes(failure))
                .hasAtLeastOneElementOfType(BlockedAddressException.class)
                .allSatisfy(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("pass", "value"))
                .filteredOn(BlockedAddressException.class::isInstance)
                .first()
                .satisfies(e -> {
                    assertThat(e).hasMessageContaining("127.0.0.1 is denied by \"internal\"");
                    assertThat(((BlockedAddressException) e).refusals())
                            .containsExactly(new AddressRefusal(
                                    "127.0.0.1", "127.0.0.1", AddressRefusal.Reason.DENIED_ADDRESS, "internal", true));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "[::ffff:10.0.0.1]", "localhost", "a.localhost.", "denied.test"})
    void throughAProxyTheServerIsJudgedByWhatItsUrlSays(String host) {
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            ReactiveHttpClient client = proxied(AddressPolicy.builder().deny("internal", "denied.test"), proxy);
            for (String scheme : List.of("http", "https")) {
                assertThat(causes(catchThrowable(() -> ClientFace.NATIVE.get(client, scheme + "://" + host + "/"))))
                        .as(scheme)
                        .hasAtLeastOneElementOfType(BlockedAddressException.class);
            }
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void aNameThatAProxyLooksUpIsLeftToItUnlessItIsToBeJudgedHereToo() {
        dns.answer("inner.test", "10.0.0.1");
        try (LoopbackProxy proxy =
                LoopbackProxy.builder().direct("inner.test", server.address()).start()) {
            String url = "http://inner.test/";
            AddressPolicy.Builder byName = AddressPolicy.builder().deny("internal");
            assertThat(ClientFace.NATIVE.get(proxied(byName, proxy), url)).isEqualTo("secret");
            ReactiveHttpClient resolving = proxied(byName.throughProxy(ThroughProxy.RESOLVE), proxy);
            proxy.forgetRequests();
            assertThat(causes(catchThrowable(() -> ClientFace.NATIVE.get(resolving, url))))
                    .hasAtLeastOneElementOfType(BlockedAddressException.class);
            assertThat(causes(catchThrowable(() -> ClientFace.NATIVE.get(resolving, "https://inner.test/"))))
                    .hasAtLeastOneElementOfType(BlockedAddressException.class);
            assertThat(causes(catchThrowable(() -> ClientFace.NATIVE.get(resolving, "http://unknown.test/"))))
                    .as("what cannot be looked up cannot be judged")
                    .hasAtLeastOneElementOfType(ConnectionException.class);
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void aUnixSocketIsReachedPastAllProxiesAndJudgedAsWell(@TempDir Path folder) {
        assumeThat(Epoll.isAvailable())
                .as("SKIPPED: no native transport of Netty for this machine; on Linux add netty-transport-native-epoll")
                .isTrue();
        Path socket = folder.resolve("http.sock");
        DisposableServer docker = HttpServer.create()
                .bindAddress(() -> new DomainSocketAddress(socket.toFile()))
                .handle((in, out) ->
                        out.sendString(Mono.just(in.requestHeaders().get("Host"))))
                .bindNow(PATIENCE);
        SocketSettings sockets =
                SocketSettings.builder().connectTo("docker", "unix:" + socket).build();
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            AddressPolicy.Builder strict = AddressPolicy.builder().deny("internal");
            assertThat(causes(catchThrowable(
                            () -> ClientFace.NATIVE.get(proxied(strict, proxy, sockets), "http://docker/"))))
                    .hasAtLeastOneElementOfType(BlockedAddressException.class);
            AddressPolicy.Builder exception = strict.allow("unix:" + folder);
            assertThat(ClientFace.NATIVE.get(proxied(exception, proxy, sockets), "http://docker/info"))
                    .isEqualTo("docker");
            assertThat(proxy.requests()).isEmpty();
        } finally {
            docker.disposeNow(PATIENCE);
        }
    }

    private ReactiveHttpClient proxied(AddressPolicy.Builder policy, LoopbackProxy proxy) {
        return proxied(policy, proxy, sockets());
    }

    private ReactiveHttpClient proxied(AddressPolicy.Builder policy, LoopbackProxy proxy, SocketSettings sockets) {
        return ReactiveHttpClient.builder()
                .transport(transport(policy, sockets))
                .policy(new ProxyPolicy(FixedProxies.builder()
                        .all("proxy", proxy.uri().toString())
                        .build()))
                .build();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause).map(Exceptions::unwrap);
    }
}
