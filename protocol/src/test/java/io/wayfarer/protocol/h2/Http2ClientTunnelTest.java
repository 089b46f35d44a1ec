/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import static io.wayfarer.protocol.h2.Breach.data;
import static io.wayfarer.protocol.h2.Breach.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.wayfarer.protocol.client.ConnectTunnel;
import io.wayfarer.protocol.client.TunnelRefusedException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.frame.Http2Frame;

/** Tunnels of a client through a proxy that is a raw server: RFC 9113 section 8.5. */
class Http2ClientTunnelTest {

    private static final int FIRST_WINDOW = 65_535;

    @RegisterExtension
    final ClientUnderTest clients = new ClientUnderTest();

    private CompletableFuture<Channel> tunnel() {
        return ConnectTunnel.anonymous()
                .lead(clients.connect(Http2Settings.defaults()), "shop.test", 443)
                .toFuture();
    }

    @Test
    void aRequestThatIsRefusedLeavesNoStreamOpen() {
        CompletableFuture<Channel> tunnel = tunnel();
        try (WirePeer proxy = clients.accept().begin()) {
            proxy.next(Http2Frame.Headers.class);
            proxy.send(headers(1, false, ":status", "407"), data(1, true, "Who are you?"));

            assertThat(proxy.next(Http2Frame.RstStream.class).error()).isEqualTo(Http2Error.CANCEL);
            assertThatThrownBy(() -> tunnel.get(Loopback.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            TunnelRefusedException.class,
                            refused -> assertThat(refused.explanation()).isEqualTo("Who are you?"));
        }
    }

    @Test
    void aTunnelThatIsClosedWhileItsWindowIsShutIsReset() throws Exception {
        CompletableFuture<Channel> tunnel = tunnel();
        try (WirePeer proxy = clients.accept().begin()) {
            proxy.next(Http2Frame.Headers.class);
            proxy.send(headers(1, false, ":status", "200"));
            Channel channel = tunnel.get(Loopback.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[FIRST_WINDOW + 1]));
            int taken = 0;
            while (taken < FIRST_WINDOW) {
                taken += proxy.next(Http2Frame.Data.class).data().length();
            }
            channel.close();

            assertThat(proxy.next(Http2Frame.RstStream.class).error()).isEqualTo(Http2Error.CANCEL);
        }
    }
}
