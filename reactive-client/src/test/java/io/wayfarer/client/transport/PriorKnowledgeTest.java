/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.ProtocolException;
import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.server.HttpListener;

/** HTTP/2 without TLS: RFC 9113 section 3.3. */
@Timeout(30)
class PriorKnowledgeTest {

    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final HttpListener server = Objects.requireNonNull(
            HttpListener.builder().onStream(this::echo).bind().block(Hops.PATIENCE));
    private final PooledTransport transport = new PooledTransport(
            TransportSettings.builder().http2PriorKnowledge(true).build());

    @AfterEach
    void stop() {
        transport.dispose();
        server.close().block(Hops.PATIENCE);
    }

    private Mono<Void> echo(HttpStream stream) {
        connections.add(stream.connection());
        return stream.reader()
                .all(1 << 20)
                .flatMap(content -> stream.sendHeaders(HeaderList.of(HeaderList.STATUS, "200"), false)
                        .then(stream.sendData(content, true)));
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    @Test
    void aHundredRequestsAtATimeShareOneConnectionOfHttp2() {
        RequestBody hello = RequestBody.bytes("hello".getBytes(StandardCharsets.UTF_8), MediaType.TEXT_PLAIN);

        assertThat(Flux.range(0, 100)
                        .flatMap(i -> Hops.answer(transport, Hops.of(HttpMethod.POST, url(), hello)), 100)
                        .distinct()
                        .collectList()
                        .block(Hops.PATIENCE))
                .containsExactly("200 hello");
        assertThat(connections)
                .singleElement()
                .satisfies(connection ->
                        assertThat(connection.version().toString()).isEqualTo("HTTP/2"));
    }

    @Test
    void aServerThatDoesNotUnderstandFailsTheRequest() {
        try (RawPeer peer = RawPeer.scripted(conversation ->
                conversation.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))) {
            StepVerifier.create(Hops.answer(transport, Hops.get(peer.uri("/"))))
                    .expectError(ProtocolException.class)
                    .verify(Hops.PATIENCE);
        }
    }
}
