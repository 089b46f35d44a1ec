/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.h2.Http2Connection;
import io.wayfarer.protocol.h2.Http2Settings;
import io.wayfarer.protocol.h2.Http2Stream;
import io.wayfarer.protocol.header.HeaderList;

/** What our client exchanges with a server by others, over one connection of either version. */
final class PeerTraffic {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** 10 MiB. */
    static final int LARGE = 10 << 20;

    static final int PIECE = 16 << 10;

    private final HttpConnection connection;
    private final String authority;

    PeerTraffic(HttpConnection connection, String authority) {
        this.connection = connection;
        this.authority = authority;
    }

    /** What a server answers to a request. */
    record Answer(HeaderList head, long octets, String text, HeaderList trailers) {}

    HeaderList request(String method, String path) {
        String scheme = connection.tls() == null ? "http" : "https";
        return HeaderList.of(
                HeaderList.METHOD,
                method,
                HeaderList.SCHEME,
                scheme,
                HeaderList.AUTHORITY,
                authority,
                HeaderList.PATH,
                path);
    }

    Answer get(String path) {
        HttpStream stream = connection.newStream();
        return within(stream.sendHeaders(request("GET", path), true).then(answer(stream)));
    }

    /** A body of pieces, sent while the answer is read. */
    Answer upload(String path, int octets) {
        HttpStream stream = connection.newStream();
        Flux<ByteBuf> body = Flux.range(0, octets / PIECE)
                .map(i -> Unpooled.copiedBuffer("u".repeat(PIECE), StandardCharsets.US_ASCII));
        return within(stream.sendHeaders(request("POST", path), false)
                .then(Mono.zip(stream.sendBody(body).thenReturn(true), answer(stream), (sent, answer) -> answer)));
    }

    /** A body in one piece with a section of trailers behind it. */
    Answer uploadWithTrailers(String path) {
        HttpStream stream = connection.newStream();
        return within(stream.sendHeaders(request("POST", path), false)
                .then(stream.sendData(Unpooled.copiedBuffer("body", StandardCharsets.US_ASCII), false))
                .then(stream.sendTrailers(HeaderList.of("x-sum", "4")))
                .then(answer(stream)));
    }

    /** The fields and the content each with padding, which HTTP/2 alone has. */
    Answer uploadPadded(String path) {
        Http2Stream stream = http2().newStream();
        return within(stream.sendHeaders(request("POST", path), false, 100)
                .then(stream.sendData(Unpooled.copiedBuffer("padded", StandardCharsets.US_ASCII), false, 255))
                .then(stream.sendData(Unpooled.EMPTY_BUFFER, true, 7))
                .then(answer(stream)));
    }

    static Mono<Answer> answer(HttpStream stream) {
        StringBuilder beginning = new StringBuilder();
        return stream.reader()
                .finalHeaders()
                .flatMap(head -> stream.reader()
                        .body()
                        .map(piece -> {
                            int octets = piece.readableBytes();
                            if (beginning.length() < 100) {
                                beginning.append(piece.toString(StandardCharsets.US_ASCII));
                            }
                            piece.release();
                            return octets;
                        })
                        .reduce(0L, Long::sum)
                        .flatMap(octets -> stream.reader()
                                .trailers()
                                .defaultIfEmpty(HeaderList.empty())
                                .map(trailers -> new Answer(
                                        head,
                                        octets,
                                        beginning.substring(0, Math.min(100, beginning.length())),
                                        trailers))));
    }

    HttpConnection connection() {
        return connection;
    }

    Http2Connection http2() {
        return (Http2Connection) connection;
    }

    /** Changes settings in mid-connection, which the server has to confirm, and takes them back. */
    void changeSettings(Runnable between) {
        within(http2().updateSettings(Http2Settings.builder()
                        .initialWindowSize(1 << 20)
                        .headerTableSize(0)
                        .maxFrameSize(1 << 15)
                        .build())
                .thenReturn(true));
        between.run();
        within(http2().updateSettings(Http2Settings.builder()
                        .initialWindowSize(65_535)
                        .headerTableSize(4096)
                        .build())
                .thenReturn(true));
        between.run();
        assertThat(within(http2().ping())).isPositive();
    }

    static <T> T within(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }

    void close() {
        connection.close().block(PATIENCE);
    }
}
