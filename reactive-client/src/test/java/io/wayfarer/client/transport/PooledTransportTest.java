/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

import io.wayfarer.client.body.RequestBody;
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

/** Hops over real connections: what goes out, what comes back, and by which route. */
class PooledTransportTest extends TransportCase {

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
    void anAnswerTellsItsReasonPhraseAndItsPeer() throws Exception {
        try (FaultServer peer =
                FaultServer.http1(Fault.rawAndClose("HTTP/1.1 299 Quite Fine\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(AnswerDetails.of(transport, get(peer.uri("/").toString())))
                    .isEqualTo(new AnswerDetails("Quite Fine", Optional.of(peer.address()), List.of("Content-Length")));
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
}
