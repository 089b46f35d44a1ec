/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import static io.wayfarer.protocol.server.Listening.LIMIT;
import static io.wayfarer.protocol.server.Listening.telling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.wayfarer.fixture.RawPeer;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.h2.Http2Connection;

/** What was accepted elsewhere is under the listener's rules from the moment it is added. */
class AddedConnectionsTest {

    private final LinkedTransferQueue<String> heard = new LinkedTransferQueue<>();

    /** Sends one request, tells what it is answered, and stays. */
    private RawPeer elsewhere() {
        return RawPeer.scripted(talk -> {
            talk.write("GET /added HTTP/1.1\r\nHost: localhost\r\n\r\n");
            talk.readHead();
            heard.add(new String(talk.read("HTTP/1.1 /added!".length()), StandardCharsets.ISO_8859_1));
            talk.awaitEnd();
        });
    }

    private @Nullable String answer() throws InterruptedException {
        return heard.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void anAddedConnectionCountsAmongThoseThatAreAllowed() throws Exception {
        try (Listening server = new Listening(telling().maxConnections(1));
                RawPeer client = elsewhere()) {
            Channel added = Listening.connect(client.address());
            server.listener.add(added);
            assertThat(answer()).endsWith("/added!");
            assertThat(server.listener.activeConnections()).isEqualTo(1);
            try (RawClient next = RawClient.connect(server.listener)) {
                assertThat(next.get("/next").silentFor(200)).isTrue();
                added.close();
                assertThat(next.readUntil("!")).endsWith("/next!");
            }
        }
    }

    @Test
    void anAddedConnectionIsServedWhileTheListenerPauses() throws Exception {
        try (Listening server = new Listening(telling());
                RawPeer client = elsewhere()) {
            server.listener.pause();
            server.listener.add(Listening.connect(client.address()));
            assertThat(answer()).endsWith("/added!");
        }
    }

    @Test
    void aPlaceThatBecomesFreeDoesNotEndAPause() throws IOException {
        try (Listening server = new Listening(telling().maxConnections(1));
                RawClient first = RawClient.connect(server.listener)) {
            assertThat(first.get("/1").readUntil("!")).endsWith("/1!");
            server.listener.pause();
            assertThat(first.get("/2").readUntil("!")).endsWith("/2!");
            try (RawClient second = RawClient.connect(server.listener)) {
                first.hangUp();
                assertThat(second.get("/3").silentFor(200)).isTrue();
                server.listener.resume();
                assertThat(second.readUntil("!")).endsWith("/3!");
            }
        }
    }

    @Test
    void whatIsAddedAfterTheEndIsClosed() {
        try (Listening server = new Listening(telling());
                Listening other = new Listening(telling())) {
            server.listener.close().block(LIMIT);
            Channel late = other.connect();
            server.listener.add(late);
            assertThat(late.closeFuture().awaitUninterruptibly(LIMIT.toMillis()))
                    .isTrue();
            assertThat(server.listener.activeConnections()).isZero();
        }
    }

    @Test
    void aStreamOfHttp2ThatCameElsewhereIsAnswered() {
        try (Listening server = new Listening(telling());
                Listening other = new Listening(HttpListener.builder().host("127.0.0.1"))) {
            other.listener
                    .connections()
                    .flatMap(HttpConnection::incoming)
                    .subscribe(stream -> server.listener.add(stream));
            Http2Connection client = other.http2();
            assertThat(Listening.get(client, "/a")).isEqualTo("200 HTTP/2 /a!");
            assertThat(server.listener.activeConnections()).isZero();
            client.close().block(LIMIT);
        }
    }
}
