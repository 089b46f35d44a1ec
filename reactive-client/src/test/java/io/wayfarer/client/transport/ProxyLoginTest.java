/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.ProxyException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.ApacheHttpd;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RawPeer;

/** Credentials for HTTP proxies: Basic unasked, Digest where a 407 asks for it. */
@Timeout(60)
class ProxyLoginTest {

    private static final String BASIC = "Basic YWRhOnNlY3JldA==";
    private static final String CHALLENGE = String.join(
            "\r\n",
            "HTTP/1.1 407 Proxy Authentication Required",
            "Proxy-Authenticate: Digest realm=\"way\", nonce=\"n1\", qop=\"auth\", algorithm=SHA-256",
            "Content-Length: 5",
            "",
            "no...");

    private final PooledTransport transport = new PooledTransport(TransportSettings.defaults());

    @AfterEach
    void close() {
        transport.dispose();
    }

    private static Route by(int port, String password) {
        return new Route(new Proxy(Proxy.Kind.HTTP, "127.0.0.1", port, "ada", password), "for the test");
    }

    private static TransportRequest get(String url, Route route) {
        return new TransportRequest(hop(url), new HttpHeaders(), RequestBody.empty(), route);
    }

    private static HopId hop(String url) {
        return new HopId(1, HttpMethod.GET, HttpUrl.parse(url));
    }

    private String got(TransportRequest request) {
        return Hops.got(Hops.answer(transport, request));
    }

    /** Serves who brings Digest, and asks everybody else for it. */
    private static RawPeer digestProxy(String answer) {
        return RawPeer.scripted(conversation -> {
            for (String head = conversation.readHead(); !head.isEmpty(); head = conversation.readHead()) {
                conversation.write(head.contains("Digest username=\"ada\"") ? answer : CHALLENGE);
            }
        });
    }

    @Test
    void aForwardedRequestIsRepeatedWithDigestAndTheNextBringsItAtOnce() {
        try (RawPeer proxy = digestProxy("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
            Route route = by(proxy.port(), "secret");

            assertThat(got(get("http://shop.example/a", route))).isEqualTo("200 hello");
            assertThat(got(get("http://shop.example/b", route))).isEqualTo("200 hello");

            assertThat(proxy.heads()).hasSize(3);
            assertThat(proxy.heads().get(0)).contains(BASIC);
            assertThat(proxy.heads().get(1)).contains("uri=\"http://shop.example/a\"", "nc=00000001");
            assertThat(proxy.heads().get(2)).contains("uri=\"http://shop.example/b\"", "nc=00000002");
        }
    }

    @Test
    void aTunnelIsAskedForAgainWithDigest() {
        try (RawPeer proxy = digestProxy("HTTP/1.1 200 Connection established\r\n\r\n")) {
            Route route = by(proxy.port(), "secret");

            StepVerifier.create(transport.connect(hop("http://shop.example/"), route))
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(Hops.PATIENCE);

            assertThat(proxy.heads()).hasSize(2);
            assertThat(proxy.heads().get(1))
                    .startsWith("CONNECT shop.example:80")
                    .contains("uri=\"shop.example:80\"");
        }
    }

    @Test
    void aRefusalOfTheSameCredentialsStands() {
        String basicOnly = "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=way\r\nContent-Length: 0\r\n\r\n";
        try (RawPeer proxy = RawPeer.scripted(conversation -> {
            while (!conversation.readHead().isEmpty()) {
                conversation.write(basicOnly);
            }
        })) {
            Route route = by(proxy.port(), "secret");

            assertThat(got(get("http://shop.example/a", route))).isEqualTo("407 ");
            StepVerifier.create(transport.connect(hop("http://shop.example/"), route))
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(
                                    ProxyException.class,
                                    refused -> assertThat(refused.reason())
                                            .isEqualTo(ProxyException.Reason.AUTHENTICATION)))
                    .verify(Hops.PATIENCE);

            assertThat(proxy.heads()).as("asked once each").hasSize(2);
        }
    }

    @Test
    void aBodyThatCanBeReadOnceIsNotSentAgain() {
        RequestBody once = RequestBody.stream(Flux.empty(), 0, MediaType.APPLICATION_OCTET_STREAM);
        try (RawPeer proxy = RawPeer.answering(CHALLENGE)) {
            TransportRequest post = new TransportRequest(
                    new HopId(1, HttpMethod.POST, HttpUrl.parse("http://shop.example/")),
                    new HttpHeaders(),
                    once,
                    by(proxy.port(), "secret"));

            assertThat(got(post)).isEqualTo("407 no...");
        }
    }

    @Test
    void apacheAsProxyAsksForDigestAndIsAnswered(@TempDir Path folder) throws Exception {
        ApacheHttpd.user(folder, "ada", "the way out", "open sesame");
        try (LoopbackServer server = LoopbackServer.start(
                        routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("hello"))));
                ApacheHttpd proxy =
                        ApacheHttpd.start(folder, List.of("proxy", "proxy_http", "proxy_connect"), """
                        ProxyRequests On
                        AllowCONNECT %d
                        <Proxy "*">
                          AuthType Digest
                          AuthName "the way out"
                          AuthDigestProvider file
                          AuthUserFile users
                          Require valid-user
                        </Proxy>
                        """.formatted(
                                        server.uri("/").getPort()))) {
            String url = server.uri("/").toString();

            assertThat(got(get(url, by(proxy.port(), "open sesame")))).isEqualTo("200 hello");
            assertThat(Objects.requireNonNull(transport
                                    .connect(hop(url), by(proxy.port(), "open sesame"))
                                    .block(Hops.PATIENCE))
                            .open())
                    .isTrue();
            assertThat(got(get(url, by(proxy.port(), "wrong")))).startsWith("407 ");
            StepVerifier.create(transport.connect(hop(url), by(proxy.port(), "wrong")))
                    .expectError(ProxyException.class)
                    .verify(Hops.PATIENCE);
        }
    }
}
