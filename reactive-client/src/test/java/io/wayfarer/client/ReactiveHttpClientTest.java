/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.ConnectionException;
import io.wayfarer.client.error.HttpTimeoutException;
import io.wayfarer.client.error.TlsException;
import io.wayfarer.client.url.InvalidUrlException;
import io.wayfarer.fixture.Fault;
import io.wayfarer.fixture.FaultServer;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.RawPeer;

/** What a caller writes and gets, through the whole client against real servers. */
class ReactiveHttpClientTest extends ClientCase {

    @Test
    void nothingIsSentBeforeSubscriptionAndEachSubscriptionSendsAnew() {
        Mono<String> text = http.get(at("/text")).bodyAsString();
        assertThat(server.requests()).isEmpty();

        assertThat(text.block(PATIENCE)).isEqualTo("grün");
        assertThat(text.block(PATIENCE)).isEqualTo("grün");

        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(0).headers("User-Agent"))
                .singleElement()
                .asString()
                .startsWith("Wayfarer");
        assertThat(server.requests().get(0).headers("Accept")).containsExactly("*/*");
    }

    @Test
    void answersToHeadCostNoConnectionHoweverLongTheirBodyWouldBe() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            conversation.readHead();
            conversation.write("HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 10000000\r\n\r\n");
            while (true) {
                conversation.readHead();
                conversation.write("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n");
            }
        })) {
            for (int i = 0; i < 2; i++) {
                http.head(peer.uri("/").toString())
                        .exchange(HttpResponse::discard)
                        .block(PATIENCE);
            }
            assertThat(peer.heads()).hasSize(3);
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void theWholeExchangeHasALimit() throws Exception {
        ReactiveHttpClient hasty = http.toBuilder()
                .limits(new ClientLimits(Duration.ofMillis(200), 1024, 1024))
                .build();
        try (FaultServer silent = FaultServer.http1(Fault.silence())) {
            StepVerifier.create(hasty.get(silent.uri("/")).bodyAsString())
                    .expectErrorSatisfies(e -> {
                        assertThat(((HttpTimeoutException) e).phase()).isEqualTo(HttpTimeoutException.Phase.EXCHANGE);
                        assertThat(e).hasMessageContaining("wayfarer.client.timeouts.exchange");
                    })
                    .verify(PATIENCE);
        }
    }

    @Test
    void badInputFailsAtOnceAndSaysWhatWouldBeRight() {
        assertThatThrownBy(() -> http.get("shop.example/x"))
                .isInstanceOf(InvalidUrlException.class)
                .hasMessageContaining("https://");
        assertThatThrownBy(() -> http.get("gopher://shop.example/"))
                .isInstanceOf(InvalidUrlException.class)
                .hasMessageContaining("gopher")
                .hasMessageContaining("http, https, ws and wss");
        assertThatThrownBy(() -> http.get("http://[::1/")).isInstanceOf(InvalidUrlException.class);
        assertThatThrownBy(() -> http.get(at("/")).header("X-A", "a\r\nX-B: b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-A")
                .hasMessageNotContaining("X-B");
        assertThatThrownBy(() -> http.get(at("/")).header("X A", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token");
        assertThatThrownBy(() -> http.method(HttpMethod.valueOf("GE T"), at("/")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failuresOfTheNetworkAreTypedAndNameHopUrlAndRemedy() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        StepVerifier.create(http.get("http://127.0.0.1:" + free + "/").bodyAsString())
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining("Hop 1 (GET http://127.0.0.1:" + free + "/)")
                        .hasMessageContaining("Check that a server listens there"))
                .verify(PATIENCE);
        StepVerifier.create(http.get("http://nobody.invalid/").bodyAsString())
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining("nobody.invalid has no address"))
                .verify(PATIENCE);
        try (LoopbackServer unknown = LoopbackServer.start(
                LoopbackTls.of("localhost", "self.example"), routes -> routes.get("/", (in, out) -> out.send()))) {
            StepVerifier.create(http.get(unknown.uri("localhost", "/")).bodyAsString())
                    .expectErrorSatisfies(
                            e -> assertThat(e).isInstanceOf(TlsException.class).hasMessageContaining("SSL bundle"))
                    .verify(PATIENCE);
        }
    }

    @Test
    void credentialsInTheUrlBecomeBasicAuthorizationForThatOrigin() {
        http.get(at("/other").replace("http://", "http://ada:s%C3%A9cret@"))
                .bodyAsString()
                .block(PATIENCE);

        assertThat(server.requests().get(0).headers("Authorization")).containsExactly("Basic YWRhOnPDqWNyZXQ=");
        assertThat(server.requests().get(1).headers("Authorization")).isEmpty();
    }

    @Test
    void defaultFieldsTakenOutStayOutWhenAClientIsDerived() {
        ReactiveHttpClient bare =
                http.toBuilder().defaultHeaders(headers -> headers.clear()).build();

        bare.toBuilder()
                .build()
                .get(at("/text"))
                .exchange(HttpResponse::discard)
                .block(PATIENCE);

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.headers("Accept")).isEmpty();
            assertThat(request.headers("User-Agent")).isEmpty();
        });
    }

    @Test
    void relativeUrlsAreResolvedAgainstTheBase() {
        ReactiveHttpClient based = http.toBuilder().baseUrl(at("/")).build();
        assertThat(based.get("text").bodyAsString().block(PATIENCE)).isEqualTo("grün");
        assertThat(based.get("/text").bodyAsString().block(PATIENCE)).isEqualTo("grün");
    }
}
