/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Breach.headers;
import static io.wayfarer.protocol.h2.Http2ExchangeTest.GET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.frame.Http2Frame;

/** Clients, and the port at which a test accepts them with a raw server. */
final class ClientUnderTest implements BeforeEachCallback, AfterEachCallback {

    private WirePeer.@Nullable Port port;
    private @Nullable Loopback loopback;

    @Override
    public void beforeEach(ExtensionContext test) {
        port = new WirePeer.Port();
        loopback = Loopback.server(connection -> {});
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Objects.requireNonNull(port).close();
        Objects.requireNonNull(loopback).close();
    }

    Http2Connection connect(Http2Settings settings) {
        int number = Objects.requireNonNull(port).port();
        return Http2Connection.client(
                Objects.requireNonNull(loopback).connect(number), ConnectionSettings.defaults(), settings);
    }

    /** The server's end of the next connection. */
    WirePeer accept() {
        return Objects.requireNonNull(port).accept();
    }

    static Http2Frame ok(int streamId, boolean end) {
        return headers(streamId, end, ":status", "200");
    }

    /** A raw server does one thing to the request {@code GET /} on stream 1, of a client that allows no push. */
    void suffers(Breach breach) {
        Http2Connection client = connect(Http2Settings.defaults());
        try (WirePeer peer = accept().begin()) {
            client.ping().subscribe(time -> {}, failure -> {});
            Received answer = Received.of(client.newStream(), GET, null);
            peer.next(Http2Frame.Headers.class);
            peer.commit(breach);
            if (breach.outcome().streamId() >= 0 && !breach.rule().contains("behind the end")) {
                assertThat(answer.failure()).isInstanceOf(PeerProtocolException.class);
            }
        }
    }
}
