/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RecordedRequest;

class PooledTransportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .connectTimeout(Duration.ofSeconds(2))
            .responseTimeout(Duration.ofSeconds(5))
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .build());

    @AfterEach
    void close() {
        transport.dispose();
    }

    private static TransportRequest get(String url, Route route) {
        return new TransportRequest(
                new HopId(1, HttpMethod.GET, HttpUrl.parse(url)), new HttpHeaders(), RequestBody.empty(), route);
    }

    private static TransportRequest get(String url) {
        return get(url, Route.DIRECT);
    }

    private record Seen(int status, String body, String protocol, boolean authenticated) {}

    private Seen exchange(TransportRequest request) {
        return Objects.requireNonNull(transport
                .exchange(request)
                .flatMap(answer -> DataBufferUtils.join(answer.body())
                        .map(buffer -> {
                            String text = buffer.toString(StandardCharsets.UTF_8);
                            DataBufferUtils.release(buffer);
                            return text;
                        })
                        .defaultIfEmpty("")
                        .map(text -> new Seen(answer.status(), text, answer.protocol(), answer.authenticated())))
                .block(PATIENCE));
    }

    private <T extends HttpExchangeException> T failure(Class<T> type, PooledTransport by, TransportRequest request) {
        return Objects.requireNonNull(catchThrowableOfType(type, () -> {
            try {
                by.exchange(request)
                        .flatMap(answer ->
                                answer.body().doOnNext(DataBufferUtils::release).then())
                        .block(PATIENCE);
            } catch (RuntimeException e) {
                throw e.getCause() instanceof HttpExchangeException cause ? cause : e;
            }
        }));
    }

    private <T extends HttpExchangeException> T failure(Class<T> type, TransportRequest request) {
        return failure(type, transport, request);
    }

    @Test
    void aTargetIsSentAsItStandsInTheUrlWithItsOwnHostField() {
        try (LoopbackServer server =
                LoopbackServer.start(routes -> routes.get("/**", (in, out) -> out.sendString(Mono.just("hi"))))) {
            Seen seen =
                    exchange(get(server.uri("localhost", "/a//b%20c?x=%3D&&y").toString()));

            assertThat(seen).isEqualTo(new Seen(200, "hi", "HTTP/1.1", false));
            RecordedRequest request = server.requests().get(0);
            assertThat(request.target()).isEqualTo("/a//b%20c?x=%3D&&y");
            assertThat(request.headers("Host")).containsExactly("localhost:" + server.port());
        }
    }

    @Test
    void anAnswerThatIsReadToItsEndGivesItsConnectionBack() {
        Set<String> connections = ConcurrentHashMap.newKeySet();
        try (LoopbackServer server = LoopbackServer.start(routes -> routes.get("/", (in, out) -> {
            in.withConnection(
                    connection -> connections.add(connection.channel().id().asLongText()));
            return out.sendString(Mono.just("hi"));
        }))) {
            for (int i = 0; i < 50; i++) {
                exchange(get(server.uri("/").toString()));
            }
            assertThat(connections).hasSize(1);
        }
    }

    @Test
    void anAnswerThatIsReleasedUnreadClosesItsConnection() {
        Set<String> connections = ConcurrentHashMap.newKeySet();
        try (LoopbackServer server = LoopbackServer.start(routes -> routes.get("/", (in, out) -> {
            in.withConnection(
                    connection -> connections.add(connection.channel().id().asLongText()));
            return out.sendString(Mono.just("x".repeat(8_000_000)));
        }))) {
            for (int i = 0; i < 3; i++) {
                Objects.requireNonNull(transport
                                .exchange(get(server.uri("/").toString()))
                                .block(PATIENCE))
                        .release();
            }
            assertThat(connections).hasSize(3);
        }
    }

    @Test
    void bodiesOfKnownLengthAnnounceItAndStreamsGoChunked() {
        try (LoopbackServer server = LoopbackServer.start(
                routes -> routes.post("/", (in, out) -> out.send(in.receive().retain())))) {
            HopId hop = new HopId(1, HttpMethod.POST, HttpUrl.of(server.uri("/")));
            HttpHeaders none = new HttpHeaders();

            assertThat(exchange(new TransportRequest(hop, none, RequestBody.text("grün"), Route.DIRECT))
                            .body())
                    .isEqualTo("grün");
            assertThat(exchange(new TransportRequest(
                                    hop,
                                    none,
                                    RequestBody.stream(RequestBody.text("later").content(), -1, null),
                                    Route.DIRECT))
                            .body())
                    .isEqualTo("later");
            assertThat(exchange(new TransportRequest(hop, none, RequestBody.empty(), Route.DIRECT))
                            .body())
                    .isEmpty();

            List<RecordedRequest> requests = server.requests();
            assertThat(requests.get(0).headers("Content-Length")).containsExactly("5");
            assertThat(requests.get(0).headers("Content-Type")).containsExactly("text/plain;charset=UTF-8");
            assertThat(requests.get(1).headers("Transfer-Encoding")).containsExactly("chunked");
            assertThat(requests.get(1).headers("Content-Length")).isEmpty();
            assertThat(requests.get(2).headers("Content-Length")).containsExactly("0");
            assertThat(requests.get(2).headers("Transfer-Encoding")).isEmpty();
        }
    }

    @Test
    void httpsIsVerifiedAgainstTheTrustStoreAndTheName() {
        try (LoopbackServer server = LoopbackServer.start(
                LoopbackTls.localhost(), routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("safe"))))) {
            assertThat(exchange(get(server.uri("localhost", "/").toString())))
                    .isEqualTo(new Seen(200, "safe", "HTTP/1.1", true));
        }
        try (LoopbackServer other = LoopbackServer.start(
                LoopbackTls.of("elsewhere.example"),
                routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("?"))))) {
            TlsException e =
                    failure(TlsException.class, get(other.uri("localhost", "/").toString()));
            assertThat(e).hasMessageContaining("Hop 1 (GET https://localhost:").hasMessageContaining("not trusted");
        }
    }

    @Test
    void http2IsChosenWhereTheServerOffersIt() {
        LoopbackTls tls = LoopbackTls.localhost();
        try (LoopbackServer server =
                LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                        .secure(spec -> spec.sslContext((reactor.netty.tcp.SslProvider.GenericSslContextSpec<?>)
                                reactor.netty.http.Http2SslContextSpec.forServer(tls.keyManagerFactory())))
                        .route(routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("two")))))) {
            String url = "https://localhost:" + server.port() + "/";

            assertThat(exchange(get(url))).isEqualTo(new Seen(200, "two", "HTTP/2", true));

            PooledTransport old = new PooledTransport(TransportSettings.builder()
                    .http2(false)
                    .tls(TlsSettings.defaults().trusting(tls.trustManagerFactory()))
                    .build());
            assertThat(Objects.requireNonNull(old.exchange(get(url))
                                    .doOnNext(TransportResponse::release)
                                    .block(PATIENCE))
                            .protocol())
                    .isEqualTo("HTTP/1.1");
            old.dispose();
        }
    }

    private record Details(String reasonPhrase, Optional<InetSocketAddress> peer, List<String> names) {}

    private Details details(String url) {
        return Objects.requireNonNull(transport
                .exchange(get(url))
                .doOnNext(TransportResponse::release)
                .map(answer -> new Details(
                        answer.reasonPhrase(),
                        answer.peer(),
                        List.copyOf(answer.headers().headerNames())))
                .block(PATIENCE));
    }

    @Test
    void anAnswerTellsItsReasonPhraseAndItsPeer() throws Exception {
        try (FaultServer peer =
                FaultServer.http1(Fault.rawAndClose("HTTP/1.1 299 Quite Fine\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(details(peer.uri("/").toString()))
                    .isEqualTo(new Details("Quite Fine", Optional.of(peer.address()), List.of("Content-Length")));
        }
    }

    @Test
    void anAnswerOverHttp2HasNoReasonPhraseAndNoFieldThatNobodySent() {
        try (LoopbackServer server = LoopbackServer.startWith(plan -> plan.protocol(
                        HttpProtocol.H2, HttpProtocol.HTTP11)
                .secure(spec -> spec.sslContext((reactor.netty.tcp.SslProvider.GenericSslContextSpec<?>)
                        reactor.netty.http.Http2SslContextSpec.forServer(
                                LoopbackTls.localhost().keyManagerFactory())))
                .route(routes -> routes.get(
                        "/", (in, out) -> out.header("content-length", "0").send())))) {
            assertThat(details("https://127.0.0.1:" + server.port() + "/"))
                    .isEqualTo(new Details("", Optional.of(server.address()), List.of("content-length")));
        }
    }

    @Test
    void requestsAtTheSameTimeShareAnHttp2Connection() {
        LoopbackTls tls = LoopbackTls.localhost();
        Set<String> connections = ConcurrentHashMap.newKeySet();
        try (LoopbackServer server = LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2)
                .secure(spec -> spec.sslContext((reactor.netty.tcp.SslProvider.GenericSslContextSpec<?>)
                        reactor.netty.http.Http2SslContextSpec.forServer(tls.keyManagerFactory())))
                .handle((in, out) -> {
                    in.withConnection(stream ->
                            connections.add(stream.channel().parent().id().asLongText()));
                    return out.sendString(Mono.just("two"));
                }))) {
            TransportRequest request = get("https://localhost:" + server.port() + "/");

            assertThat(Flux.range(0, 200)
                            .flatMap(i -> transport.exchange(request), 200)
                            .doOnNext(TransportResponse::release)
                            .count()
                            .block(PATIENCE))
                    .isEqualTo(200);

            // Released early, a stream is reset; the connection stays. The server allows 100 streams at a time or more.
            assertThat(connections).hasSizeLessThanOrEqualTo(2);
        }
    }

    /** A server that takes two streams at a time, and answers when six requests have come or all it may have. */
    private static LoopbackServer narrowServer(Set<String> connections, CountDownLatch asked) {
        return LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2)
                .http2Settings(settings -> settings.maxConcurrentStreams(2))
                .secure(spec -> spec.sslContext((reactor.netty.tcp.SslProvider.GenericSslContextSpec<?>)
                        reactor.netty.http.Http2SslContextSpec.forServer(
                                LoopbackTls.localhost().keyManagerFactory())))
                .handle((in, out) -> {
                    in.withConnection(stream ->
                            connections.add(stream.channel().parent().id().asLongText()));
                    asked.countDown();
                    return out.sendString(Mono.fromCallable(() -> asked.getCount() == 0 ? "all" : "early")
                            .delaySubscription(Mono.defer(() -> asked.getCount() == 0
                                    ? Mono.just(0L)
                                    : Mono.delay(Duration.ofMillis(50))
                                            .repeat(100)
                                            .takeUntil(i -> asked.getCount() == 0)
                                            .last())));
                }));
    }

    @Test
    void anotherHttp2ConnectionIsOpenedWhenTheServerAllowsNoMoreStreams() {
        Set<String> connections = ConcurrentHashMap.newKeySet();
        try (LoopbackServer server = narrowServer(connections, new CountDownLatch(6))) {
            TransportRequest request = get("https://localhost:" + server.port() + "/");
            assertThat(Flux.range(0, 6)
                            .flatMap(i -> Hops.answer(transport, request), 6)
                            .distinct()
                            .collectList()
                            .block(PATIENCE))
                    .containsExactly("200 all");
            assertThat(connections).hasSize(3);
        }
    }

    @Test
    void requestsBeyondTheStreamsOfTheOnlyHttp2ConnectionWait() {
        Set<String> connections = ConcurrentHashMap.newKeySet();
        PooledTransport single = new PooledTransport(TransportSettings.builder()
                .maxConnectionsPerRoute(1)
                .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
                .build());
        try (LoopbackServer server = narrowServer(connections, new CountDownLatch(1))) {
            TransportRequest request = get("https://localhost:" + server.port() + "/");
            assertThat(Flux.range(0, 20)
                            .flatMap(i -> Hops.answer(single, request), 20)
                            .count()
                            .block(PATIENCE))
                    .isEqualTo(20);
            assertThat(connections).hasSize(1);
        } finally {
            single.dispose();
        }
    }

    @Test
    void anInsecureClientTakesAnyCertificateAndSaysThatNobodyWasAuthenticated() {
        PooledTransport insecure = new PooledTransport(TransportSettings.builder()
                .tls(TlsSettings.defaults().insecure())
                .build());
        try (LoopbackServer other = LoopbackServer.start(
                LoopbackTls.of("elsewhere.example"),
                routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("?"))))) {
            TransportResponse answer = Objects.requireNonNull(
                    insecure.exchange(get(other.uri("127.0.0.1", "/").toString()))
                            .block(PATIENCE));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.authenticated()).isFalse();
            answer.release();
        } finally {
            insecure.dispose();
        }
    }

    @Test
    void aProxyGetsTheAbsoluteFormOfAnHttpUrlAndReusesTheConnection() {
        try (LoopbackProxy proxy =
                        LoopbackProxy.builder().credentials("ada", "secret").start();
                LoopbackServer server = LoopbackServer.start(
                        routes -> routes.get("/**", (in, out) -> out.sendString(Mono.just("hi"))))) {
            Route route =
                    new Route(new Proxy(Proxy.Kind.HTTP, "127.0.0.1", proxy.port(), "ada", "secret"), "for the test");
            String url = server.uri("localhost", "/x?y=1").toString();

            assertThat(exchange(get(url, route)).status())
                    .as("%s", proxy.requests())
                    .isEqualTo(200);
            assertThat(exchange(get(url, route)).status()).isEqualTo(200);

            assertThat(proxy.requests())
                    .extracting(RecordedRequest::requestLine)
                    .containsExactly("GET " + url + " HTTP/1.1", "GET " + url + " HTTP/1.1");
            assertThat(server.requests())
                    .allSatisfy(request ->
                            assertThat(request.header("Proxy-Authorization")).isEmpty())
                    .allSatisfy(request -> assertThat(request.target()).isEqualTo("/x?y=1"));
        }
    }

    @Test
    void httpsGoesThroughATunnel() {
        try (LoopbackProxy proxy = LoopbackProxy.start();
                LoopbackServer server = LoopbackServer.start(
                        LoopbackTls.localhost(),
                        routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("inside"))))) {
            Route route = new Route(new Proxy(Proxy.Kind.HTTP, "localhost", proxy.port(), null, null), "for the test");

            assertThat(exchange(get(server.uri("localhost", "/").toString(), route)))
                    .isEqualTo(new Seen(200, "inside", "HTTP/1.1", true));
            assertThat(proxy.requests())
                    .extracting(RecordedRequest::requestLine)
                    .containsExactly("CONNECT localhost:" + server.port() + " HTTP/1.1");
        }
    }

    @Test
    void aTunnelThatWantsOtherCredentialsIsAnAuthenticationFailureWithoutThem() {
        try (LoopbackProxy proxy =
                LoopbackProxy.builder().credentials("ada", "secret").start()) {
            Route route = new Route(
                    new Proxy(Proxy.Kind.HTTP, "127.0.0.1", proxy.port(), "ada", "wrong-one"), "for the test");
            ProxyException e = failure(ProxyException.class, get("https://localhost:9/", route));

            assertThat(e.reason()).isEqualTo(ProxyException.Reason.AUTHENTICATION);
            assertThat(e).hasMessageContaining("127.0.0.1:" + proxy.port()).hasMessageNotContaining("wrong-one");
        }
    }

    @Test
    void aProxyNobodyRunsIsUnreachable() throws Exception {
        Route route = new Route(new Proxy(Proxy.Kind.HTTP, "127.0.0.1", freePort(), null, null), "http_proxy");
        for (String url : List.of("http://localhost:9/", "https://localhost:9/")) {
            ProxyException e = failure(ProxyException.class, get(url, route));
            assertThat(e.reason()).isEqualTo(ProxyException.Reason.UNREACHABLE);
            assertThat(e).hasMessageContaining("http_proxy");
        }
    }

    @Test
    void aRefusedConnectionIsUnreachable() throws Exception {
        ConnectionException e =
                failure(ConnectionException.class, get("http://127.0.0.1:" + freePort() + "/p?key=hidden"));

        assertThat(e.reason()).isEqualTo(ConnectionException.Reason.UNREACHABLE);
        assertThat(e)
                .hasMessageContaining("Hop 1 (GET http://127.0.0.1:")
                .hasMessageContaining("Check that a server listens there")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aNameWithoutAddressIsAnUnknownHost() {
        ConnectionException e = failure(ConnectionException.class, get("http://nobody.invalid/"));

        assertThat(e.reason()).isEqualTo(ConnectionException.Reason.UNKNOWN_HOST);
        assertThat(e).hasMessageContaining("nobody.invalid").hasMessageContaining("DNS");
    }

    @Test
    void aProxyWhoseNameHasNoAddressIsAnUnknownHostNamedAsTheProxy() {
        Route route = new Route(new Proxy(Proxy.Kind.HTTP, "proxy.invalid", 3128, null, null), "test");
        for (String url : List.of("http://server.example/", "https://server.example/")) {
            ConnectionException e = failure(ConnectionException.class, get(url, route));
            assertThat(e.reason()).isEqualTo(ConnectionException.Reason.UNKNOWN_HOST);
            assertThat(e).hasMessageContaining("of the proxy http://proxy.invalid:3128");
        }
    }

    @Test
    void aSilentServerTimesOut() throws Exception {
        PooledTransport hasty = new PooledTransport(TransportSettings.builder()
                .responseTimeout(Duration.ofMillis(200))
                .build());
        try (FaultServer peer = FaultServer.http1(Fault.silence())) {
            HttpTimeoutException e =
                    failure(HttpTimeoutException.class, hasty, get(peer.uri("/").toString()));
            assertThat(e.phase()).isEqualTo(HttpTimeoutException.Phase.RESPONSE);
            assertThat(e).hasMessageContaining("200 ms").hasMessageContaining("wayfarer.client.timeouts.response");
        } finally {
            hasty.dispose();
        }
    }

    @Test
    void anAnswerCutShortIsNeverAShortBody() throws Exception {
        try (FaultServer peer = FaultServer.http1(Fault.cutShort("five!", 10))) {
            assertThat(failure(ConnectionException.class, get(peer.uri("/").toString()))
                            .reason())
                    .isEqualTo(ConnectionException.Reason.CLOSED);
        }
    }

    @Test
    void whatIsNotHttpIsAProtocolFailure() throws Exception {
        try (FaultServer peer = FaultServer.http1(Fault.rawAndClose("SSH-2.0-OpenSSH_9.2p1\r\n\r\n"))) {
            ProtocolException e =
                    failure(ProtocolException.class, get(peer.uri("/").toString()));
            assertThat(e).hasMessageContaining("not valid HTTP");
        }
    }

    @Test
    void aHeadBeyondTheLimitIsRefused() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(70_000) + "\r\nContent-Length: 0\r\n\r\n";
        try (FaultServer peer = FaultServer.http1(Fault.rawAndClose(answer))) {
            ResponseLimitException e =
                    failure(ResponseLimitException.class, get(peer.uri("/").toString()));
            assertThat(e.part()).isEqualTo(ResponseLimitException.Part.HEADERS);
            assertThat(e.limitBytes()).isEqualTo(65536);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
