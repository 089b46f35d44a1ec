/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.time.Duration;
import java.util.NoSuchElementException;

import io.netty.channel.EventLoop;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.protocol.client.ConnectLimits;
import io.wayfarer.protocol.connection.HttpConnection;

/**
 * Connects by QUIC, and after a moment, or as soon as that fails, by TCP besides; the first that is there counts. Where TCP was
 * it, QUIC rests: a network that leads no UDP costs that moment once in a while, and not for each connection.
 */
final class QuicFirst implements Dialer {

    /** How long connections then go by TCP alone. */
    private static final Duration REST = Duration.ofMinutes(1);

    private static final Log LOG = LogFactory.getLog(QuicFirst.class);

    private final Dialer quic;
    private final Dialer tcp;
    private final Duration headStart;
    private volatile long restsUntil = System.nanoTime();

    QuicFirst(Dialer quic, Dialer tcp, Duration headStart) {
        this.quic = quic;
        this.tcp = tcp;
        this.headStart = headStart;
    }

    @Override
    public Mono<HttpConnection> dial(EventLoop loop, ConnectLimits limits) {
        if (System.nanoTime() - restsUntil < 0) {
            return tcp.dial(loop, limits);
        }
        Sinks.Empty<Long> failed = Sinks.empty();
        Mono<HttpConnection> byQuic = quic.dial(loop, limits).doOnError(failure -> {
            LOG.debug("HTTP/3 was not to be had: " + failure.getMessage());
            failed.tryEmitEmpty();
        });
        Mono<Long> moment = Mono.delay(headStart, Schedulers.fromExecutorService(loop));
        Mono<HttpConnection> byTcp = tcp.dial(loop, limits)
                .delaySubscription(Mono.firstWithSignal(moment, failed.asMono()))
                .doOnNext(connected -> restsUntil = System.nanoTime() + REST.toNanos());
        return Mono.firstWithValue(byQuic, byTcp).onErrorMap(NoSuchElementException.class, QuicFirst::ofTcp);
    }

    /** TCP's failure is what its limits and the guide speak of; that of QUIC goes along. */
    private static Throwable ofTcp(NoSuchElementException none) {
        Throwable[] both = Exceptions.unwrapMultiple(none.getCause()).toArray(Throwable[]::new);
        both[1].addSuppressed(both[0]);
        return both[1];
    }
}
