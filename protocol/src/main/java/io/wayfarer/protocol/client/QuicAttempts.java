/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;

import javax.net.ssl.SSLException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.Quic;
import reactor.core.publisher.Flux;
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
        return Mono.defer(() -> {
            StepClock clock = new StepClock(limits);
            return addresses(place, destination, loop, clock)
                    .flatMap(addresses -> opened(addresses, destination.port(), loop, clock))
                    .doOnNext(opened -> clock.times().putOn(opened));
        });
    }

    private Mono<List<InetAddress>> addresses(String place, Place destination, EventLoop loop, StepClock clock) {
        StepLimit limit = clock.limit(Phase.RESOLVE);
        return connector
                .sockets()
                .addresses(AddressUtils.createUnresolved(destination.host(), destination.port()), loop)
                .concatMapDelayError(found ->
                        Flux.defer(() -> Flux.fromIterable(connector.choice().of(place, found))))
                // An answer of the other family says nothing against one that can be used.
                .switchOnFirst((first, all) -> first.hasValue() ? all.onErrorComplete() : all)
                .take(MOST_ADDRESSES)
                .collectList()
                .filter(found -> !found.isEmpty())
                .switchIfEmpty(Mono.error(() -> new UnknownHostException(place + " has no address")))
                .timeout(limit.left(), Mono.error(() -> limit.exceeded(Phase.RESOLVE)))
                .onErrorMap(QuicAttempts::unresolved);
    }

    private Mono<HttpConnection> opened(List<InetAddress> addresses, int placePort, EventLoop loop, StepClock clock) {
        clock.entered(Phase.CONNECT);
        StepLimit limit = clock.limit(Phase.TLS);
        QuicOpening opening = new QuicOpening(
                connector.resources(),
                connector.settings(),
                tls,
                limit.left().dividedBy(addresses.size()),
                () -> clock.entered(Phase.TLS));
        Mono<HttpConnection> attempt = Mono.error(UnresolvedAddressException::new);
        for (InetAddress address : addresses) {
            attempt = attempt.onErrorResume(
                    QuicAttempts::wasNotReached, before -> open(opening, address, placePort, loop));
        }
        return attempt.onErrorMap(failure -> typed(failure, limit));
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

    private static Throwable typed(Throwable failure, StepLimit limit) {
        if (failure instanceof ConnectTimeoutException) {
            return limit.exceeded(Phase.TLS);
        }
        boolean unreachable = failure instanceof SocketException; // the port, the host or the network
        return HttpConnectException.failed(unreachable ? Phase.CONNECT : Phase.TLS, failure);
    }
}
