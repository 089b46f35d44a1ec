/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.grammar.structured.BareItem;
import io.wayfarer.protocol.grammar.structured.Dictionary;
import io.wayfarer.protocol.grammar.structured.Item;
import io.wayfarer.protocol.h1.Http1Wire;
import io.wayfarer.protocol.h2.Http2Connection;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.server.HttpListener;

class ProtocolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpListener listener = listening();

    // tag::server[]
    static Mono<Void> answer(HttpStream stream) {
        return stream.reader().finalHeaders().flatMap(request -> {
            HeaderList head = HeaderList.of(HeaderList.STATUS, "200", "content-type", "text/plain");
            String text = "You asked for " + request.first(HeaderList.PATH);
            return stream.sendHeaders(head, false)
                    .then(stream.sendData(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), true));
        });
    }

    static Mono<HttpListener> start() {
        return HttpListener.builder()
                .host("127.0.0.1")
                .port(0)
                .onStream(ProtocolTest::answer)
                .bind();
    }
    // end::server[]

    private static HttpListener listening() {
        return Objects.requireNonNull(start().block(PATIENCE));
    }

    @AfterEach
    void close() {
        listener.close().block(PATIENCE);
    }

    private HttpConnection connection(ProtocolVersion version) {
        return Objects.requireNonNull(HttpConnector.builder()
                .version(version)
                .build()
                .connect("127.0.0.1", listener.port())
                .block(PATIENCE));
    }

    // tag::client[]
    static Mono<String> get(HttpConnection connection, String path) {
        HttpStream stream = connection.newStream();
        HeaderList request = HeaderList.of(
                HeaderList.METHOD, "GET",
                HeaderList.SCHEME, "http",
                HeaderList.AUTHORITY, "localhost",
                HeaderList.PATH, path);
        return stream.sendHeaders(request, true)
                .then(stream.reader().finalHeaders())
                .flatMap(answer -> stream.reader().text(StandardCharsets.UTF_8, 1 << 20));
    }

    static Mono<String> fetched(int port) {
        return HttpConnector.create()
                .connect("localhost", port)
                .flatMap(connection -> get(connection, "/news")
                        .flatMap(text -> connection.close().thenReturn(text)));
    }
    // end::client[]

    @Test
    void whatWasAskedForIsTold() {
        assertThat(fetched(listener.port()).block(PATIENCE)).isEqualTo("You asked for /news");
    }

    @Test
    void theSamePortSpeaksHttp2() {
        HttpConnection connection = connection(ProtocolVersion.HTTP_2);
        // tag::http2[]
        Mono<Duration> roundTrip = ((Http2Connection) connection).ping();

        Mono<Integer> streamsAtOnce = get(connection, "/one").then(Mono.fromSupplier(connection::availableStreams));
        // end::http2[]
        assertThat(roundTrip.block(PATIENCE)).isPositive();
        assertThat(streamsAtOnce.block(PATIENCE)).isPositive();
        connection.close().block(PATIENCE);
    }

    @Test
    void whatIsForbiddenCanBeSent() {
        HttpConnection connection = connection(ProtocolVersion.HTTP_1_1);
        // tag::wire[]
        Mono<Integer> refused = connection
                .takeChannel()
                .map(Http1Wire::on)
                .flatMap(wire -> wire.writeRequestLine("GET", "/", "HTTP/1.1")
                        .then(wire.writeHeader("Content-Length", "1"))
                        .then(wire.writeHeader("Content-Length", "2"))
                        .then(wire.writeHeadersDone())
                        .then(wire.readStatusLine())
                        .map(Http1Wire.StatusLine::status));
        // end::wire[]
        assertThat(refused.block(PATIENCE)).isEqualTo(400);
    }

    @Test
    void aStructuredFieldHasTypedMembers() {
        HeaderList head = HeaderList.of("priority", "u=5", "priority", "i");
        // tag::structured[]
        Dictionary priority = Optional.ofNullable(head.combined("priority"))
                .flatMap(Dictionary::parse)
                .orElse(new Dictionary(Map.of()));

        boolean incremental = priority.member("i").isPresent();

        String raised =
                priority.with("u", Item.of(new BareItem.IntegerValue(1))).toString();
        // end::structured[]
        assertThat(incremental).isTrue();
        assertThat(raised).isEqualTo("u=1, i");
    }
}
