/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.test.StepVerifier;

import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.client.error.TlsTimeoutException;
import io.wayfarer.client.hop.Proxy;
import io.wayfarer.client.hop.Route;
import io.wayfarer.fixture.ApacheHttpd;
import io.wayfarer.fixture.LoopbackProxy;
import io.wayfarer.fixture.LoopbackServer;
import io.wayfarer.fixture.RawPeer;

/** Servers of http URLs that are asked to go on in HTTP/2 when they are connected to: RFC 7540 section 3.2. */
@Timeout(60)
class UpgradeTest {

    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    private final PooledTransport transport = new PooledTransport(settings().build());

    @AfterEach
    void stop() {
        transport.dispose();
    }

    private static TransportSettings.Builder settings() {
        return TransportSettings.builder().http2Upgrade(true);
    }

    private static LoopbackServer upgradingServer() {
        return LoopbackServer.startWith(plan -> plan.protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)
                .handle((in, out) -> out.sendString(Mono.just("hello"))));
    }

    private List<String> aHundred(TransportRequest request) {
        return Objects.requireNonNull(Flux.range(0, 100)
                .flatMap(
                        i -> transport
                                .exchange(request)
                                .flatMap(answer ->
                                        answer.bytes(1 << 20).thenReturn(answer.protocol() + " " + answer.status())),
                        100)
                .distinct()
                .collectList()
                .block(Hops.PATIENCE));
    }

    @Test
    void aHundredRequestsAtATimeShareTheConnectionThatWasUpgraded() {
        try (LoopbackServer server = upgradingServer()) {
            assertThat(aHundred(Hops.get(server.uri("/")))).containsExactly("HTTP/2 200");
            assertThat(transport.use().connections()).isEqualTo(1);
        }
    }

    @Test
    void apacheHttpdIsSpokenToInHttp2(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("hello.txt"), "hello");
        try (ApacheHttpd server = ApacheHttpd.start(folder, List.of("mpm_worker", "http2"), """
                        Protocols h2c http/1.1
                        DocumentRoot %s
                        """.formatted(folder))) {
            TransportRequest request = Hops.get(URI.create("http://127.0.0.1:" + server.port() + "/hello.txt"));
            assertThat(aHundred(request)).containsExactly("HTTP/2 200");
            assertThat(aHundred(request)).containsExactly("HTTP/2 200");
        }
    }

    @Test
    void aServerThatDeclinesIsAskedOnce() {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            while (conversation.readHead() != null) {
                conversation.write(HELLO);
            }
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(Hops.got(Hops.answer(transport, Hops.get(peer.uri("/")))))
                        .isEqualTo("200 hello");
            }
            assertThat(peer.connections()).isEqualTo(1);
            assertThat(peer.heads()).hasSize(4).element(0).asString().startsWith("OPTIONS * ");
            assertThat(aHundred(Hops.get(peer.uri("/")))).containsExactly("HTTP/1.1 200");
            OneConnection.until(() -> peer.connections() > 1); // one may have served all before another was accepted
            assertThat(peer.heads())
                    .filteredOn(head -> head.startsWith("OPTIONS"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.0 404 Not Found\r\n\r\nnothing",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\ngarbage",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n" // and goes away
                        + "\0\0\0\4\0\0\0\0\0" + "\0\0\10\7\0\0\0\0\0" + "\0\0\0\1" + "\0\0\0\0",
                "garbage",
                "",
                HELLO // and ends, though it does not say so
            })
    void aServerThatTakesItAmissIsSpokenToInHttp11OnAnotherConnection(String amiss) {
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            if (conversation.readHead().startsWith("OPTIONS")) {
                conversation.write(amiss);
                return;
            }
            conversation.write(HELLO);
            while (conversation.readHead() != null) {
                conversation.write(HELLO);
            }
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(Hops.got(Hops.answer(transport, Hops.get(peer.uri("/")))))
                        .isEqualTo("200 hello");
            }
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatIsSilentAboutItFailsTheFirstRequestAlone() {
        PooledTransport hasty = new PooledTransport(
                settings().connectTimeout(Duration.ofMillis(300)).build());
        try (RawPeer peer = RawPeer.scripted(conversation -> {
            if (!conversation.readHead().startsWith("OPTIONS")) {
                conversation.write(HELLO);
            }
            conversation.awaitEnd();
        })) {
            StepVerifier.create(Hops.answer(hasty, Hops.get(peer.uri("/"))))
                    .expectError(TlsTimeoutException.class)
                    .verify(Hops.PATIENCE);
            assertThat(Hops.got(Hops.answer(hasty, Hops.get(peer.uri("/"))))).isEqualTo("200 hello");
        } finally {
            hasty.dispose();
        }
    }

    @Test
    void aProxyThatIsGivenWholeUrlsIsNotAsked() {
        try (LoopbackServer server = upgradingServer();
                LoopbackProxy proxy = LoopbackProxy.start()) {
            Route forwarded =
                    new Route(new Proxy(Proxy.Kind.HTTP, "127.0.0.1", proxy.port(), null, null), "for the test");
            assertThat(aHundred(TransportCase.get(server.uri("/").toString(), forwarded)))
                    .containsExactly("HTTP/1.1 200");
            assertThat(proxy.requests()).noneMatch(request -> request.method().equals("OPTIONS"));
        }
    }

    @Test
    void priorKnowledgeNeedsNoQuestion() {
        PooledTransport knowing =
                new PooledTransport(settings().http2PriorKnowledge(true).build());
        try (RawPeer peer = RawPeer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            StepVerifier.create(Hops.answer(knowing, Hops.get(peer.uri("/"))))
                    .expectError(ProtocolException.class)
                    .verify(Hops.PATIENCE);
            assertThat(peer.heads()).allMatch(head -> head.startsWith("PRI "));
        } finally {
            knowing.dispose();
        }
    }
}
