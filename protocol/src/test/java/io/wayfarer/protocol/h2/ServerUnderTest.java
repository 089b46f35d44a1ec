/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Breach.settings;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.frame.Http2Frame.Setting;

/** A server at which raw clients try what they may, for the tests of one class. */
final class ServerUnderTest implements BeforeAllCallback, AfterAllCallback {

    private @Nullable Loopback server;

    @Override
    public void beforeAll(ExtensionContext tests) {
        server = Loopback.server(
                ConnectionSettings.defaults(),
                Http2Settings.builder().maxConcurrentStreams(4).build(),
                Http2Limits.defaults(),
                connection -> connection.incoming().subscribe(ServerUnderTest::answer));
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        loopback().close();
    }

    Loopback loopback() {
        return Objects.requireNonNull(server);
    }

    /** A client's beginning. */
    WirePeer peer(Setting... settings) {
        return WirePeer.client(loopback(), settings);
    }

    /** One client does one thing. */
    void suffers(Breach breach) {
        try (WirePeer peer = peer()) {
            peer.commit(breach);
        }
    }

    /** Answers once the request is whole; at {@code /body} by 20 octets. */
    private static void answer(HttpStream stream) {
        stream.reader()
                .text(StandardCharsets.ISO_8859_1, 1 << 20)
                .flatMap(text -> stream.sendHeaders(Http2ExchangeTest.OK, false)
                        .then(stream.sendData(
                                Unpooled.copiedBuffer("0123456789abcdefghij", StandardCharsets.US_ASCII), true)))
                .onErrorComplete()
                .subscribe();
    }
}
