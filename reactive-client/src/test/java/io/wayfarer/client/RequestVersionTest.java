/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_1_0;
import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_1_1;
import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_2;
import static io.wayfarer.protocol.connection.ProtocolVersion.HTTP_3;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.error.VersionException;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.proxy.ProxyUrl;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.fixture.Http3Server;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.client.LocalEnd;
import io.wayfarer.protocol.client.SocketSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.server.HttpListener;
import io.wayfarer.protocol.server.ListenerBuilder;
import io.wayfarer.protocol.tls.KeyPins;
import io.wayfarer.protocol.tls.ServerTls;

/** Which versions of HTTP may carry a request, for a client and for one request. */
@Timeout(60)
class RequestVersionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LoopbackTls TLS = LoopbackTls.localhost();

    private final HttpListener clear = listening(HttpListener.builder());
    private final HttpListener secure = listening(HttpListener.builder()
            .tls(ServerTls.builder().certificate(TLS.keyManagerFactory()).build()));
    private final Http3Server quic = Http3Server.startWith(
            TLS, secure.port(), plan -> plan.handle((in, out) -> out.sendString(Mono.just("HTTP/3"))));
    private final PooledTransport transport = transport(settings -> settings);
    private final ReactiveHttpClient http = client(transport);

    @AfterEach
    void close() {
        transport.dispose();
        quic.close();
        secure.close().block(PATIENCE);
        clear.close().block(PATIENCE);
    }

    private static HttpListener listening(ListenerBuilder plan) {
        return Objects.requireNonNull(
                plan.onStream(RequestVersionTest::tellVersion).bind().block(PATIENCE));
    }

    private static Mono<Void> tellVersion(HttpStream stream) {
        ByteBuf version = Unpooled.copiedBuffer(stream.connection().version().toString(), US_ASCII);
        return stream.sendHeaders(HeaderList.of(HeaderList.STATUS, "200"), false)
                .then(stream.sendData(version, true));
    }

    private static PooledTransport transport(UnaryOperator<TransportSettings.Builder> change) {
        return new PooledTransport(change.apply(
                        TransportSettings.builder().tls(TlsSettings.defaults().trusting(TLS.trustManagerFactory())))
                .build());
    }

    private static ReactiveHttpClient client(PooledTransport transport) {
        return ReactiveHttpClient.builder().transport(transport).build();
    }

    private String url(String scheme) {
        return scheme + "://localhost:" + (scheme.equals("https") ? secure : clear).port() + "/";
    }

    private static String got(ResponseSpec request) {
        return Objects.requireNonNull(request.bodyAsString().block(PATIENCE));
    }

    private static void assertUnavailable(ResponseSpec request, String... words) {
        StepVerifier.create(request.bodyAsString())
                .expectErrorSatisfies(failure ->
                        assertThat(failure).isInstanceOf(VersionException.class).hasMessageContainingAll(words))
                .verify(PATIENCE);
    }

    /** Of several the newest that TLS agrees upon, and HTTP/1.1 without TLS, where nothing is agreed upon. */
    @ParameterizedTest
    @CsvSource({
        "https, HTTP_1_1, HTTP/1.1",
        "https, HTTP_2, HTTP/2",
        "https, HTTP_3, HTTP/3",
        "https, HTTP_1_1 HTTP_2, HTTP/2",
        "http, HTTP_1_1, HTTP/1.1",
        "http, HTTP_2, HTTP/2",
        "http, HTTP_1_1 HTTP_2, HTTP/1.1",
        "http, HTTP_2 HTTP_3, HTTP/2",
        "http, HTTP_1_1 HTTP_2 HTTP_3, HTTP/1.1",
    })
    void aRequestGoesInTheVersionThatItWishes(String scheme, String wished, String spoken) {
        Set<ProtocolVersion> versions = versions(wished);
        assertThat(got(wishing(http.get(url(scheme)), versions))).isEqualTo(spoken);

        PooledTransport wishing = transport(settings -> settings.versions(versions));
        assertThat(got(client(wishing).get(url(scheme)))).as("as its client").isEqualTo(spoken);
        wishing.dispose();
    }

    private static Set<ProtocolVersion> versions(String names) {
        return Stream.of(names.split(" ")).map(ProtocolVersion::valueOf).collect(Collectors.toSet());
    }

    private static RequestSpec wishing(RequestSpec request, Set<ProtocolVersion> versions) {
        ProtocolVersion[] all = versions.toArray(ProtocolVersion[]::new);
        return request.version(all[0], all);
    }

    @Test
    void aWishHoldsForOneRequestWhateverConnectionsThereAre() {
        assertThat(got(http.get(url("https")))).isEqualTo("HTTP/2");
        assertThat(got(http.get(url("https")).version(HTTP_1_1))).isEqualTo("HTTP/1.1");
        assertThat(got(http.get(url("https")).version(HTTP_3))).isEqualTo("HTTP/3");
        assertThat(got(http.get(url("https")))).isEqualTo("HTTP/2");
        assertThat(got(http.get(url("http")))).isEqualTo("HTTP/1.1");
        assertThat(got(http.get(url("http")).version(HTTP_2))).isEqualTo("HTTP/2");
        assertThat(got(http.get(url("http")))).isEqualTo("HTTP/1.1");
    }

    @Test
    void aWishForWhatTheClientSpeaksAnywayTakesTheClientsConnections() {
        assertThat(got(http.get(url("https")))).isEqualTo("HTTP/2");
        assertThat(got(http.get(url("https")).version(HTTP_1_1, HTTP_2))).isEqualTo("HTTP/2");
        assertThat(got(http.get(url("http")))).isEqualTo("HTTP/1.1");
        assertThat(got(http.get(url("http")).version(HTTP_1_1))).isEqualTo("HTTP/1.1");
        assertThat(transport.use().connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = EnumSource.Mode.EXCLUDE, names = "HTTP_1_0")
    void wishesHoldTogether(ProtocolVersion version) {
        RequestSpec wishing =
                http.get(url("https")).from(LocalEnd.of("127.0.0.2")).version(version);
        String seen = wishing.exchange(answer -> answer.bodyAsString()
                        .map(body -> body + " from "
                                + answer.localAddress()
                                        .orElseThrow()
                                        .getAddress()
                                        .getHostAddress()))
                .block(PATIENCE);
        assertThat(seen).isEqualTo(version + " from 127.0.0.2");
    }

    @Test
    void http10IsSpokenForOneRequest() {
        try (RawPeer peer = RawPeer.answering("HTTP/1.0 204 No Content\r\n\r\n")) {
            http.get(peer.uri("/")).version(HTTP_1_0).bodyAsString().block(PATIENCE);
            http.post(peer.uri("/"))
                    .version(HTTP_1_0)
                    .body("hello")
                    .expectContinue(true)
                    .bodyAsString()
                    .block(PATIENCE);
            assertThat(peer.heads())
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(head)
                            .containsPattern("^(GET|POST) / HTTP/1\\.0\r\n")
                            .doesNotContainIgnoringCase("expect"));
        }
    }

    @Test
    void http10GoesWithNoOther() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> http.get(url("http")).version(HTTP_1_0, HTTP_2))
                .withMessageContaining("HTTP/1.0");
    }

    @ParameterizedTest
    @EnumSource
    void eachFaceSaysIt(ClientFace face) {
        assertThat(face.get(http, url("https"), request -> request.version(HTTP_3)))
                .isEqualTo("HTTP/3");
    }

    @Test
    void withoutTlsThereIsNoHttp3() {
        assertUnavailable(
                http.get(url("http")).version(HTTP_3), "only [HTTP/3]", "an http URL has no TLS", "Use https");
    }

    @Test
    void throughAProxyThereIsNoHttp3() {
        Proxy proxy = ProxyUrl.parse("test", "http://proxy.invalid:3128");
        assertUnavailable(
                http.get(url("https")).proxy(proxy).version(HTTP_3), "http://proxy.invalid:3128", "carries no QUIC");
        assertUnavailable(
                http.get(url("http")).proxy(proxy).version(HTTP_3), "is given the request in another version");
        assertUnavailable(
                http.get(url("http")).proxy(proxy).version(HTTP_2), "is given the request in another version");
    }

    @Test
    void anInsecureRequestMayGoInHttp3Too() {
        PooledTransport lenient = new PooledTransport(
                TransportSettings.builder().allowsInsecure(true).build());
        assertThat(got(client(lenient).get(url("https")).insecure().version(HTTP_3)))
                .isEqualTo("HTTP/3");
        assertUntrusted(client(lenient), "is not trusted");
        lenient.dispose();
    }

    private void assertUntrusted(ReactiveHttpClient client, String why) {
        StepVerifier.create(client.get(url("https")).version(HTTP_3).bodyAsString())
                .expectErrorSatisfies(failure ->
                        assertThat(failure).isInstanceOf(TlsException.class).hasMessageContaining(why))
                .verify(PATIENCE);
    }

    @Test
    void http3TellsOfTheWrongKeyAndOfTheWrongNameAsTlsOverTcpDoes() {
        KeyPins others = KeyPins.of(
                Map.of("localhost", List.of(KeyPins.of(LoopbackTls.of("other").certificate()))));
        PooledTransport pinning = transport(settings -> settings.tls(tls -> tls.pinning(others)));
        assertUntrusted(client(pinning), "is none of those pinned");
        pinning.dispose();
        PooledTransport misled = transport(settings -> settings.tls(tls -> tls.serverName("other.example")));
        assertUntrusted(client(misled), "other.example");
        misled.dispose();
    }

    @Test
    void whereNobodyListensThatIsToldAtOnce() {
        quic.close();
        StepVerifier.create(http.get(url("https").replace("localhost", "127.0.0.1"))
                        .version(HTTP_3)
                        .bodyAsString())
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ConnectionException.class,
                                e -> assertThat(e.reason()).isEqualTo(ConnectionException.Reason.UNREACHABLE)))
                .verify(PATIENCE);
        assertThat(got(http.get(url("https")).version(HTTP_3, HTTP_1_1))).isEqualTo("HTTP/1.1");
    }

    @Test
    void settingsThatQuicCannotKeepAreTold() {
        PooledTransport nameless = transport(settings -> settings.tls(TlsSettings::withoutServerName));
        assertUnavailable(client(nameless).get(url("https")).version(HTTP_3), "QUIC always tells the server's name");
        assertThat(got(client(nameless).get(url("https")).version(HTTP_3, HTTP_2)))
                .isEqualTo("HTTP/2");
        nameless.dispose();
    }

    @Test
    void aServerWithoutTheVersionIsToldApartFromOneThatIsBroken() {
        try (LoopbackServer old =
                LoopbackServer.start(TLS, routes -> routes.get("/", (in, out) -> out.sendString(Mono.just("old"))))) {
            assertUnavailable(http.get(old.uri("localhost", "/")).version(HTTP_2), "the server", "HTTP/2");
            assertThat(got(http.get(old.uri("localhost", "/")).version(HTTP_1_1)))
                    .isEqualTo("old");
        }
    }

    /** RFC 7301 section 3.2. */
    @Test
    void aServerThatRefusesTheHandshakeForTheVersionIsToldApartToo() throws Exception {
        SSLServerSocket old = (SSLServerSocket) TLS.jsseServerContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SSLParameters choice = old.getSSLParameters();
        choice.setApplicationProtocols(new String[] {"http/1.1"});
        old.setSSLParameters(choice);
        Mono<String> end = Mono.fromCallable(() -> {
                    try (SSLSocket accepted = (SSLSocket) old.accept()) {
                        accepted.startHandshake();
                        return "agreed";
                    }
                })
                .onErrorResume(SSLException.class, refusal -> Mono.just("refused"))
                .subscribeOn(Schedulers.boundedElastic())
                .cache();
        try (old) {
            end.subscribe();
            assertUnavailable(
                    http.get("https://localhost:" + old.getLocalPort() + "/").version(HTTP_2), "none of the versions");
            assertThat(end.block(PATIENCE)).isEqualTo("refused");
        }
    }

    @Test
    void aUnixSocketCarriesNoHttp3() {
        PooledTransport local = transport(settings -> settings.sockets(SocketSettings.builder()
                .connectTo("localhost", "unix:/nowhere/at-all.sock")
                .build()));
        assertUnavailable(client(local).get(url("https")).version(HTTP_3), "a Unix socket carries no QUIC");
        local.dispose();
    }
}
