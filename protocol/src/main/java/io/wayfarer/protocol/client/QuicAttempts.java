/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

import javax.net.ssl.SSLException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.Quic;
import reactor.core.publisher.Mono;
import reactor.netty.transport.AddressUtils;

import io.wayfarer.protocol.client.HttpConnectException.Phase;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.h3.QuicOpening;
import io.wayfarer.protocol.tls.QuicTls;

/** The way to a connection by QUIC, under one limit of time. */
final class QuicAttempts {

    /** A host with more of them that are all silent would leave none of them time. */
    private static final int MOST_ADDRESSES = 3;

    private final HttpConnector connector;
    private final QuicTls tls;
    private final String host;
    private final int port;
    private final ConnectLimits limits;

    QuicAttempts(HttpConnector connector, QuicTls tls, String host, int port, ConnectLimits limits) {
        this.connector = connector;
        this.tls = tls;
        this.host = host;
        this.port = port;
        this.limits = limits;
    }

    static boolean available() {
        try {
            return Http3.supportedApplicationProtocols().length > 0 && Quic.isAvailable();
        } catch (LinkageError absent) {
            return false;
        }
    }

    Mono<HttpConnection> connect(String place, int placePort, EventLoop loop) {
        Place destination = connector.sockets().settings().destination(place, placePort);
        if (destination.socket() != null) {
            return Mono.error(HttpConnectException.failed(
                    Phase.CONNECT, new IllegalStateException("QUIC goes over UDP, and not to a Unix socket")));
        }
        Duration limit = limits.tls();
        InetSocketAddress unresolved = AddressUtils.createUnresolved(destination.host(), destination.port());
        return connector
                .sockets()
                .addresses(unresolved, loop)
                .concatMapIterable(found -> connector.choice().of(place, found))
                .take(MOST_ADDRESSES)
                .collectList()
                .timeout(
                        limits.resolve(),
                        Mono.error(() -> HttpConnectException.timedOut(Phase.RESOLVE, limits.resolve(), null)))
                .onErrorMap(QuicAttempts::unresolved)
                .flatMap(addresses -> {
                    Duration each = limit.dividedBy(addresses.size());
                    QuicOpening opening = new QuicOpening(connector.resources(), connector.settings(), tls, each);
                    Mono<HttpConnection> attempt = Mono.error(UnresolvedAddressException::new);
                    for (InetAddress address : addresses) {
                        attempt = attempt.onErrorResume(
                                QuicAttempts::wasNotReached,
                                before -> open(opening, address, destination.port(), loop));
                    }
                    return attempt.onErrorMap(failure -> typed(failure, limit));
                });
    }

    private Mono<HttpConnection> open(QuicOpening opening, InetAddress address, int placePort, EventLoop loop) {
        InetSocketAddress remote = new InetSocketAddress(address, placePort);
        SocketAddress local = connector.sockets().settings().from().address(remote, 0);
        return opening.open(remote, local, host, port, loop).cast(HttpConnection.class);
    }

    /** What happens in a handshake is final, as over TCP. */
    private static boolean wasNotReached(Throwable failure) {
        return !(failure instanceof SSLException);
    }

    private static Throwable unresolved(Throwable failure) {
        return failure instanceof HttpConnectException ? failure : HttpConnectException.failed(Phase.RESOLVE, failure);
    }

    private static Throwable typed(Throwable failure, Duration limit) {
        if (failure instanceof ConnectTimeoutException) {
            return HttpConnectException.timedOut(Phase.TLS, limit, failure);
        }
        boolean unreachable = failure instanceof SocketException; // the port, the host or the network
        return HttpConnectException.failed(unreachable ? Phase.CONNECT : Phase.TLS, failure);
    }
}
