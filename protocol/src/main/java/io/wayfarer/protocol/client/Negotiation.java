/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.nio.channels.ClosedChannelException;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.client.HttpConnectException.Phase;
import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.h1.Http1Connection;
import io.wayfarer.protocol.h2.Http2Connection;
import io.wayfarer.protocol.tls.Alpn;
import io.wayfarer.protocol.tls.ClientTls;
import io.wayfarer.protocol.tls.Http2Security;

/** The end of an {@link Attempt}, on a channel that leads to the server: TLS where it is wanted, and the version of HTTP. */
final class Negotiation {

    private static final String ALPN = "wayfarer-alpn";

    private final Attempt attempt;
    private final HttpConnector connector;
    private final String host;
    private final int port;

    Negotiation(Attempt attempt, HttpConnector connector, String host, int port) {
        this.attempt = attempt;
        this.connector = connector;
        this.host = host;
        this.port = port;
    }

    void begin(Channel connected) {
        ClientTls tls = connector.tls();
        if (tls == null) {
            attempt.enter(Phase.NEGOTIATE);
            if (connector.upgrades() && connector.version() == null) {
                Http2Upgrade upgrade = new Http2Upgrade(connector.settings(), connector.http2());
                attempt.await(upgrade.on(connected, host, port), attempt::succeed);
            } else {
                speak(connected, connector.version());
            }
            return;
        }
        attempt.enter(Phase.TLS);
        SslHandler handler = tls.newHandler(connected.alloc(), host, port);
        handler.setHandshakeTimeoutMillis(0); // the attempt has one timer for all steps
        // In this order, because a handshake that cannot even begin is told as soon as its handler is there.
        connected.pipeline().addLast(ALPN, new AlpnHandler(this, handler)).addBefore(ALPN, null, handler);
        connected.config().setAutoRead(true);
    }

    /** Called when the handshake is done, before anything that came with it is handed on. */
    void secured(ChannelHandlerContext context, SslHandler handler) {
        if (attempt.over()) {
            return;
        }
        attempt.become(Phase.NEGOTIATE);
        ProtocolVersion agreed = Alpn.agreed(handler);
        ProtocolVersion wanted = connector.version();
        boolean http2 = agreed == ProtocolVersion.HTTP_2;
        if (wanted != null && http2 != (wanted == ProtocolVersion.HTTP_2)) {
            fail(new VersionDisagreementException(agreed, wanted));
            return;
        }
        String lacking = http2 ? Http2Security.lacking(handler.engine().getSession()) : null;
        if (lacking != null) {
            refuse(context.channel(), lacking);
            return;
        }
        speak(context.channel(), wanted == null ? agreed : wanted);
    }

    void fail(Throwable failure) {
        attempt.fail(failure);
    }

    /** Tells the server by a GOAWAY first (RFC 9113 section 9.2). */
    private void refuse(Channel connected, String lacking) {
        PeerProtocolException refusal = new PeerProtocolException(Http2Error.INADEQUATE_SECURITY, lacking, null);
        attempt.guarded(() -> Http2Connection.client(connected, connector.settings(), connector.http2())
                .goAway(0, Http2Error.INADEQUATE_SECURITY, Unpooled.EMPTY_BUFFER)
                .subscribe(told -> {}, notTold -> fail(refusal), () -> fail(refusal)));
    }

    private void speak(Channel connected, @Nullable ProtocolVersion version) {
        if (!connected.isActive()) {
            fail(new ClosedChannelException());
            return;
        }
        attempt.guarded(() -> {
            if (version == ProtocolVersion.HTTP_2) {
                awaitSettings(Http2Connection.client(connected, connector.settings(), connector.http2()));
            } else {
                attempt.succeed(Http1Connection.client(
                        connected, connector.settings(), version == null ? ProtocolVersion.HTTP_1_1 : version));
            }
        });
    }

    /** Requests might go out before, but more of them than the server then says it takes. */
    private void awaitSettings(Http2Connection connection) {
        connection.observe(new ConnectionObserver() {

            @Override
            public void onAvailable(HttpConnection told) {
                if (!attempt.over()) {
                    attempt.succeed(told);
                }
            }

            @Override
            public void onClosed(HttpConnection closed) {
                fail(new ClosedChannelException());
            }
        });
    }
}
