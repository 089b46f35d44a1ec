/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.error.ProxyException.Reason;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Proxy.Kind;
import io.wayfarer.client.hop.ProxyOptions;
import io.wayfarer.client.hop.Route;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.fixture.RecordedRequest;
import io.wayfarer.fixture.UnixRelay;

/** Proxies of HTTP that are reached in other ways than by TCP alone, and what they are told. */
class ProxyKindsTest extends TransportCase {

    private static final LoopbackTls PROXYS = LoopbackTls.of("localhost");

    private final PooledTransport trusting = new PooledTransport(TransportSettings.builder()
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .proxyTls(TlsSettings.defaults().trusting(PROXYS.trustManagerFactory()))
            .build());

    @AfterEach
    void closeTrusting() {
        trusting.dispose();
    }

    private static LoopbackServer server(boolean secure) {
        return secure
                ? LoopbackServer.startWith(
                        LoopbackTls.localhost(), plan -> plan.handle((in, out) -> out.sendString(Mono.just("hello"))))
                : LoopbackServer.startWith(plan -> plan.handle((in, out) -> out.sendString(Mono.just("hello"))));
    }

    private static Proxy proxy(Kind kind, LoopbackProxy proxy) {
        return new Proxy(kind, "localhost", proxy.port(), "ada", "secret");
    }

    private static LoopbackProxy.Builder tlsProxy() {
        return LoopbackProxy.builder().tls(PROXYS).credentials("ada", "secret");
    }

    private static String url(LoopbackServer server, boolean secure) {
        return (secure ? "https" : "http") + "://localhost:" + server.port() + "/";
    }

    private String got(String url, Proxy proxy) {
        return Hops.got(Hops.answer(trusting, get(url, new Route(proxy, "test"))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProxyIsReachedByTlsAndItsConnectionsAreKept(boolean secure) {
        try (LoopbackProxy proxy = tlsProxy().start();
                LoopbackServer server = server(secure)) {
            Proxy way = proxy(Kind.HTTPS, proxy);
            assertThat(got(url(server, secure), way)).isEqualTo("200 hello");
            assertThat(got(url(server, secure), way)).isEqualTo("200 hello");
            String connect = "CONNECT localhost:" + server.port() + " HTTP/1.1";
            String whole = "GET " + url(server, secure) + " HTTP/1.1";
            assertThat(proxy.requests())
                    .extracting(RecordedRequest::requestLine)
                    .containsExactly(secure ? new String[] {connect} : new String[] {whole, whole});
            assertThat(server.requests())
                    .hasSize(2)
                    .allSatisfy(request ->
                            assertThat(request.header("Proxy-Authorization")).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProxyWhoseCertificateIsNotTrustedGetsNothing(boolean secure) {
        try (LoopbackProxy proxy = tlsProxy().start();
                LoopbackServer server = server(secure)) {
            ProxyException e = failure(
                    ProxyException.class, get(url(server, secure), new Route(proxy(Kind.HTTPS, proxy), "https_proxy")));
            assertThat(e.reason()).isEqualTo(Reason.TLS);
            assertThat(e)
                    .hasMessageContaining("https://***@localhost:" + proxy.port() + " (https_proxy) is not trusted")
                    .hasMessageContaining("Trust its issuer");
            assertThat(proxy.requests()).isEmpty();
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProxyWithoutTlsIsNotSpokenToInTheClear(boolean secure) {
        try (RawPeer proxy = RawPeer.scripted(conversation -> {
            conversation.read(16);
            conversation.write("HTTP/1.1 400 Bad Request\r\n\r\n");
        })) {
            Route route = new Route(new Proxy(Kind.HTTPS, "localhost", proxy.port(), "ada", "secret"), "test");
            ProxyException e =
                    failure(ProxyException.class, get((secure ? "https" : "http") + "://server.example/", route));
            assertThat(e.reason()).isEqualTo(Reason.TLS);
            assertThat(e).hasMessageContaining("write http:// for one that does not");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProxyListensAtAUnixSocket(boolean secure, @TempDir Path folder) {
        try (LoopbackProxy proxy =
                        LoopbackProxy.builder().credentials("ada", "secret").start();
                UnixRelay socket = UnixRelay.start(folder.resolve("p.sock"), proxy.address());
                LoopbackServer server = server(secure)) {
            Proxy way = Proxy.unix(Kind.HTTP, socket.path(), "ada", "secret");
            assertThat(got(url(server, secure), way)).isEqualTo("200 hello");
            assertThat(got(url(server, secure), way)).isEqualTo("200 hello");
            assertThat(socket.connections()).isEqualTo(1);
        }
    }

    @Test
    void aUnixSocketWithoutAProxyIsNamed(@TempDir Path folder) {
        Route route = new Route(Proxy.unix(Kind.SOCKS5H, folder.resolve("none.sock"), null, null), "all_proxy");
        ProxyException e = failure(ProxyException.class, get("http://server.example/", route));
        assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(e).hasMessageContaining("none.sock (all_proxy)");
    }

    @Test
    void httpGoesThroughATunnelWhenThatIsAskedFor() {
        try (LoopbackProxy proxy =
                        LoopbackProxy.builder().credentials("ada", "secret").start();
                LoopbackServer server = server(false)) {
            Proxy way = proxy(Kind.HTTP, proxy)
                    .with(ProxyOptions.NONE.tunnellingAlways().withField("X-Team", "crm"));
            assertThat(got(url(server, false), way)).isEqualTo("200 hello");
            assertThat(proxy.requests()).singleElement().satisfies(request -> {
                assertThat(request.requestLine()).isEqualTo("CONNECT localhost:" + server.port() + " HTTP/1.1");
                assertThat(request.header("X-Team")).contains("crm");
            });
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.requestLine()).isEqualTo("GET / HTTP/1.1");
                assertThat(request.header("X-Team")).isEmpty();
                assertThat(request.header("Proxy-Authorization")).isEmpty();
            });
        }
    }

    @Test
    void aForwarderGetsItsFieldsToo() {
        try (LoopbackProxy proxy = LoopbackProxy.start();
                LoopbackServer server = server(false)) {
            Proxy way = new Proxy(Kind.HTTP, "localhost", proxy.port(), null, null)
                    .with(ProxyOptions.NONE.withField("X-Team", "crm"));
            assertThat(got(url(server, false), way)).isEqualTo("200 hello");
            assertThat(proxy.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.header("X-Team")).contains("crm"));
        }
    }

    @Test
    void whatARefusingProxySaysIsPassedOn() {
        try (RawPeer proxy = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 403 No\r\nX-Rule: 7\r\nContent-Length: 9\r\n\r\nForbidden");
            conversation.awaitEnd();
        })) {
            Route route = new Route(new Proxy(Kind.HTTP, "localhost", proxy.port(), null, null), "test");
            ProxyException e = failure(ProxyException.class, get("https://server.example/", route));
            assertThat(e.reason()).isEqualTo(Reason.REFUSED);
            assertThat(e.refusal()).isNotNull().satisfies(refusal -> {
                assertThat(refusal.status()).isEqualTo(403);
                assertThat(refusal.headers().getFirst("X-Rule")).isEqualTo("7");
                assertThat(refusal.explanation()).isEqualTo("Forbidden");
            });
            assertThat(e).hasMessageContaining("status 403").message().doesNotContain("Forbidden");
        }
    }
}
