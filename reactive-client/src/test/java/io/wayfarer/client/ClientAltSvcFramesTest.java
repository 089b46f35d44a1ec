/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.wayfarer.client.altsvc.AltSvcPolicy;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TlsSettings;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.client.url.Origin;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.frame.FrameType;
import io.wayfarer.protocol.h2.Http2Connection;
import io.wayfarer.protocol.h2.Http2Stream;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.server.HttpListener;
import io.wayfarer.protocol.tls.ServerTls;

/** Alternatives that a server names by frames of HTTP/2 (RFC 7838 section 4) and not by a field. */
class ClientAltSvcFramesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LoopbackTls TLS = LoopbackTls.localhost();
    private static final String NAMED = "h2=\"alt.example:8443\"; ma=60";

    private final HttpListener server = Objects.requireNonNull(HttpListener.builder()
            .host("127.0.0.1")
            .tls(ServerTls.builder().certificate(TLS.keyManagerFactory()).build())
            .bind()
            .block(PATIENCE));

    /** Says something as soon as a connection is there; nothing in most tests. */
    private volatile Function<Http2Connection, Mono<Void>> greeting = connection -> Mono.empty();

    private final AltSvcStore store = new AltSvcStore();
    private final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .tls(TlsSettings.defaults().trusting(TLS.trustManagerFactory()))
            .allowsInsecure(true)
            .build());
    private final ReactiveHttpClient http = ReactiveHttpClient.builder()
            .transport(transport)
            .policy(new AltSvcPolicy(store))
            .build();

    @BeforeEach
    void serve() {
        server.connections()
                .flatMap(connection -> greeting.apply((Http2Connection) connection)
                        .thenMany(connection.incoming().flatMap(this::answer)))
                .subscribe();
    }

    @AfterEach
    void stop() {
        transport.dispose();
        server.close().block(PATIENCE);
    }

    /** The path says which frame goes out before the answer or behind it. */
    private Mono<Void> answer(HttpStream stream) {
        Http2Connection connection = (Http2Connection) stream.connection();
        int id = ((Http2Stream) stream).id();
        return stream.reader().finalHeaders().flatMap(request -> {
            Mono<Void> plain = answered(stream, "x", "y");
            return switch (String.valueOf(request.first(HeaderList.PATH))) {
                case "/stream" -> named(connection, id, "").then(plain);
                case "/connection" -> named(connection, 0, origin().toString()).then(plain);
                case "/other" -> named(connection, 0, "https://other.example").then(plain);
                case "/behind" -> plain.then(named(connection, 0, origin().toString()));
                case "/clear" -> answered(stream, "alt-svc", "clear");
                default -> plain;
            };
        });
    }

    private static Mono<Void> answered(HttpStream stream, String name, String value) {
        return stream.sendHeaders(HeaderList.of(HeaderList.STATUS, "200", name, value), true);
    }

    private static Mono<Void> named(Http2Connection connection, int streamId, String origin) {
        ByteBuf payload = Unpooled.buffer().writeShort(origin.length());
        payload.writeCharSequence(origin + NAMED, UTF_8);
        return connection.writeFrame(FrameType.ALTSVC, 0, streamId, payload);
    }

    private String url(String path) {
        return "https://localhost:" + server.port() + path;
    }

    private Origin origin() {
        return HttpUrl.parse(url("/")).origin();
    }

    /** What is known of the server once it has answered. */
    private List<String> knownAfter(RequestSpec request) {
        assertThat(request.exchange(answer -> answer.discard()
                                .thenReturn(answer.protocol() + " "
                                        + answer.status().value()))
                        .block(PATIENCE))
                .isEqualTo("HTTP/2 200");
        return store.alternatives(origin()).stream()
                .map(known -> known.protocol() + " " + known.host() + ":" + known.port())
                .toList();
    }

    private List<String> knownAfter(String path) {
        return knownAfter(http.get(url(path)));
    }

    @Test
    void aFrameOnTheRequestsStreamCountsAsTheField() {
        assertThat(knownAfter("/stream")).containsExactly("h2 alt.example:8443");
    }

    @Test
    void aFrameAtTheBeginningOfAConnectionIsToldByItsFirstAnswer() {
        greeting = connection -> named(connection, 0, origin().toString());
        assertThat(knownAfter("/plain")).containsExactly("h2 alt.example:8443");
    }

    @Test
    void aFrameOnTheConnectionCountsForTheServersOwnOriginAlone() {
        assertThat(knownAfter("/other")).isEmpty();
        assertThat(store.isEmpty()).isTrue();
        assertThat(knownAfter("/connection")).containsExactly("h2 alt.example:8443");
        assertThat(store.size()).isEqualTo(1);
    }

    /** And once: what the server says later holds. */
    @Test
    void aFrameBetweenAnswersIsToldByTheNextOne() {
        knownAfter("/behind");
        assertThat(knownAfter("/plain")).containsExactly("h2 alt.example:8443");
        assertThat(knownAfter("/clear")).isEmpty();
        assertThat(knownAfter("/plain")).isEmpty();
    }

    @Test
    void aServerThatHasNotProvedWhoItIsNamesNothing() {
        assertThat(knownAfter(http.get(url("/stream")).insecure())).isEmpty();
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void theFrameIsInNoFieldsOfTheAnswer() {
        assertThat(http.get(url("/stream"))
                        .exchange(answer -> answer.discard().thenReturn(answer.headers()))
                        .block(PATIENCE))
                .satisfies(
                        headers -> assertThat(headers.containsHeader("Alt-Svc")).isFalse());
    }
}
