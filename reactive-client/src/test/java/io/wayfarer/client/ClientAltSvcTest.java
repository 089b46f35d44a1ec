/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import io.wayfarer.client.address.AddressPolicy;
import io.wayfarer.client.altsvc.AltSvcPolicy;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.hop.Alternative;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.proxy.ProxyPolicy;
import io.wayfarer.client.proxy.ProxyUrl;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.PeerProgram;

/** Alternatives at work in the whole client (RFC 7838): learnt, connected to in the background, taken, left again. */
class ClientAltSvcTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LoopbackTls TLS = LoopbackTls.localhost();

    private final AltSvcStore store = new AltSvcStore();
    private PooledTransport transport = transport(settings -> settings);
    private ReactiveHttpClient http = client();

    @AfterEach
    void close() {
        transport.dispose();
    }

    private static PooledTransport transport(UnaryOperator<TransportSettings.Builder> change) {
        return new PooledTransport(change.apply(
                        TransportSettings.builder().tls(TlsSettings.defaults().trusting(TLS.trustManagerFactory())))
                .build());
    }

    private ReactiveHttpClient client() {
        return ReactiveHttpClient.builder()
                .transport(transport)
                .policy(new AltSvcPolicy(store))
                .build();
    }

    private void with(UnaryOperator<TransportSettings.Builder> change) {
        transport.dispose();
        transport = transport(change);
        http = client();
    }

    /** Says who it is, and what else there is. */
    private static LoopbackServer server(LoopbackTls tls, String name, String altSvc) {
        return LoopbackServer.startWith(tls, plan -> answering(plan, name, altSvc));
    }

    private static HttpServer answering(HttpServer plan, String name, String altSvc) {
        return plan.handle((in, out) -> {
            if (!altSvc.isEmpty()) {
                out.header("Alt-Svc", altSvc);
            }
            return in.receive()
                    .aggregate()
                    .asString()
                    .defaultIfEmpty("")
                    .flatMap(body -> out.sendString(Mono.just(name + body)).then());
        });
    }

    private static LoopbackServer http2Server(LoopbackTls tls, String name) {
        return LoopbackServer.startWith(tls, plan -> http2(tls, name, plan));
    }

    private static HttpServer http2(LoopbackTls tls, String name, HttpServer plan) {
        return answering(plan, name, "")
                .protocol(HttpProtocol.H2)
                .secure(spec -> spec.sslContext(
                        (GenericSslContextSpec<?>) Http2SslContextSpec.forServer(tls.keyManagerFactory())));
    }

    private static String at(LoopbackServer server) {
        return server.uri("localhost", "/page").toString();
    }

    private String got(String url) {
        return Objects.requireNonNull(http.get(url).bodyAsString().block(PATIENCE));
    }

    private Trace.TracedHop hop(String url) {
        return Objects.requireNonNull(http.get(url).trace().block(PATIENCE))
                .hops()
                .get(0);
    }

    /** Asks again until somebody else answers; nobody says when the connection is there. */
    private String untilNot(String name, String url) {
        return Objects.requireNonNull(Mono.defer(() -> http.get(url).bodyAsString())
                .filter(answer -> !answer.equals(name))
                .repeatWhenEmpty(1000, none -> none.delayElements(Duration.ofMillis(10)))
                .block(PATIENCE));
    }

    private List<Alternative> usable(LoopbackServer server) {
        return store.alternatives(HttpUrl.parse(at(server)).origin());
    }

    /** Asks again until the alternative rests, with the server answering each time. */
    private void untilItRests(LoopbackServer server) {
        assertThat(Flux.defer(() -> http.get(at(server)).bodyAsString())
                        .doOnNext(answer -> assertThat(answer).isEqualTo("server"))
                        .repeatWhen(answers -> answers.delayElements(Duration.ofMillis(10)))
                        .takeUntil(answer -> usable(server).isEmpty())
                        .blockLast(PATIENCE))
                .isEqualTo("server");
    }

    @Test
    void whatAServerNamesIsConnectedToInTheBackgroundAndThenTaken() {
        try (LoopbackServer other = server(TLS, "other", "");
                LoopbackServer server = server(TLS, "server", "http%2F1.1=\":" + other.port() + "\"")) {
            assertThat(got(at(server))).isEqualTo("server");
            assertThat(untilNot("server", at(server))).isEqualTo("other");

            assertThat(other.requests().get(0).header("Host")).contains("localhost:" + server.port());
            assertThat(other.requests().get(0).header("Alt-Used")).contains("localhost:" + other.port());
            assertThat(server.requests())
                    .allSatisfy(
                            request -> assertThat(request.header("Alt-Used")).isEmpty());
            assertThat(hop(at(server)).route())
                    .hasToString("direct (the server's alternative http/1.1=localhost:" + other.port() + ")");
        }
    }

    @Test
    void anAlternativeOfHttp2IsSpokenToInHttp2() {
        try (LoopbackServer other = http2Server(TLS, "other");
                LoopbackServer server = server(TLS, "server", "h2=\"127.0.0.1:" + other.port() + "\"")) {
            assertThat(got(at(server))).isEqualTo("server");
            assertThat(untilNot("server", at(server))).isEqualTo("other");
            assertThat(hop(at(server)).protocol()).isEqualTo("HTTP/2");
        }
    }

    @Test
    void aServerWithoutThatProtocolIsNoAlternative() {
        try (LoopbackServer other = server(TLS, "other", "");
                LoopbackServer server = server(TLS, "server", "h2=\":" + other.port() + "\"")) {
            untilItRests(server);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void anAlternativeHasToProveTheServersOwnName() {
        LoopbackTls stranger = LoopbackTls.of("other.example");
        with(settings -> settings.tls(TlsSettings.defaults().trusting(TLS.trustManagerFactory())));
        try (LoopbackServer other = server(stranger, "other", "");
                LoopbackServer server = server(TLS, "server", "http%2F1.1=\":" + other.port() + "\"")) {
            untilItRests(server);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void anAlternativeThatNobodyListensAtCostsNothingAndRests() {
        try (LoopbackServer server = server(TLS, "server", "http%2F1.1=\":" + PeerProgram.freePort() + "\"")) {
            untilItRests(server);
            assertThat(got(at(server))).isEqualTo("server");
        }
    }

    @Test
    void theAddressPolicyJudgesAnAlternativeByItsOwnName() {
        // The name may be connected to whatever its address; another name at such an address may not.
        with(settings -> settings.addresses(
                AddressPolicy.builder().deny("loopback").allow("localhost").build()));
        try (LoopbackServer other = server(TLS, "other", "");
                LoopbackServer server = server(TLS, "server", "http%2F1.1=\"127.0.0.1:" + other.port() + "\"")) {
            untilItRests(server);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void nothingIsLearntFromAServerThatProvedNothing() {
        with(settings -> settings.tls(TlsSettings.defaults().insecure()));
        try (LoopbackServer server = server(TLS, "server", "http%2F1.1=\":1\"")) {
            got(at(server));
            assertThat(store.isEmpty()).isTrue();
        }
    }

    @Test
    void nothingIsLearntWithoutTls() {
        try (LoopbackServer server = LoopbackServer.startWith(plan -> answering(plan, "server", "h2=\":1\""))) {
            got(at(server));
            assertThat(store.isEmpty()).isTrue();
        }
    }

    @Test
    void noAlternativeIsOfferedThroughAProxy() {
        try (LoopbackProxy proxy = LoopbackProxy.start();
                LoopbackServer other = server(TLS, "other", "");
                LoopbackServer server = server(TLS, "server", "http%2F1.1=\":" + other.port() + "\"")) {
            got(at(server));
            untilNot("server", at(server));
            http = ReactiveHttpClient.builder()
                    .transport(transport)
                    .policy(new AltSvcPolicy(store))
                    .policy(new ProxyPolicy(
                            url -> new Route(ProxyUrl.parse("proxy", proxy.uri().toString()), "the test")))
                    .build();
            assertThat(got(at(server))).isEqualTo("server");
            assertThat(hop(at(server)).route().alternatives()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void aMisdirectedRequestGoesOutAgainToTheServerItself(String method) {
        try (LoopbackServer other = LoopbackServer.startWith(
                        TLS,
                        plan -> plan.handle((in, out) -> in.receive()
                                .then(out.status(421)
                                        .header("Alt-Svc", "h2=\":1\"")
                                        .send()
                                        .then())));
                LoopbackServer server = server(TLS, "server", "http%2F1.1=\":" + other.port() + "\"")) {
            Trace twice = Objects.requireNonNull(Mono.defer(() -> http.method(HttpMethod.valueOf(method), at(server))
                            .body("!")
                            .trace())
                    .filter(trace -> trace.hops().size() > 1)
                    .repeatWhenEmpty(1000, none -> none.delayElements(Duration.ofMillis(10)))
                    .block(PATIENCE));

            assertThat(twice.hops()).extracting(Trace.TracedHop::status).containsExactly(421, 200);
            assertThat(twice.hops().get(1).reason()).isEqualTo(HopReason.MISDIRECTED);
            assertThat(twice.hops().get(1).route().alternatives()).isEmpty();
            assertThat(usable(server)).isEmpty();
            assertThat(got(at(server))).as("named again, and resting").isEqualTo("server");
        }
    }

    @Test
    void anAlternativeThatDiesIsReplacedByTheServerWithinTheExchange() {
        try (LoopbackServer server = server(TLS, "server", "")) {
            LoopbackServer other = server(TLS, "other", "");
            store.learn(
                    HttpUrl.parse(at(server)).origin(), List.of("http%2F1.1=\":" + other.port() + "\""), Duration.ZERO);
            assertThat(untilNot("server", at(server))).isEqualTo("other");
            other.close();

            untilItRests(server);
        }
    }

    @Test
    void concurrentRequestsOpenOneConnectionOfHttp2ToTheAlternative() {
        AtomicInteger connections = new AtomicInteger();
        try (LoopbackServer other = LoopbackServer.startWith(
                        TLS,
                        plan -> http2(TLS, "other", plan)
                                .doOnChannelInit((observer, channel, remote) -> connections.incrementAndGet()));
                LoopbackServer server = server(TLS, "server", "h2=\":" + other.port() + "\"")) {
            with(settings -> settings.connectTimeout(PATIENCE).maxConnectionsPerRoute(4));
            got(at(server));
            Set<String> answers = Objects.requireNonNull(Flux.range(0, 200)
                    .flatMap(i -> http.get(at(server)).bodyAsString(), 16)
                    .collect(Collectors.toSet())
                    .block(PATIENCE));
            assertThat(answers).isSubsetOf("server", "other");
            assertThat(untilNot("server", at(server))).isEqualTo("other");
            assertThat(connections).hasValue(1);
        }
    }
}
