/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import io.wayfarer.protocol.connection.ConnectionObserver;
import io.wayfarer.protocol.connection.Direction;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.header.HeaderList;

/**
 * Gives the streams of one connection to the handler, and closes the connection after too long a silence between them.
 * Lives on the connection's event loop.
 */
final class Attendance extends BaseSubscriber<HttpStream> implements ConnectionObserver {

    private static final HeaderList HTTP_VERSION_NOT_SUPPORTED =
            HeaderList.of(HeaderList.STATUS, "505", "connection", "close", "content-length", "0");

    private final HttpConnection connection;
    private final ListenerSettings settings;
    private final Function<? super HttpStream, ? extends Publisher<Void>> handler;
    private final Arrival arrival;
    private final EventLoop loop;
    private final long idleNanos;
    private final Runnable idleCheck = this::checkIdle;

    /** The answers under way form a ring around this, so that each can leave it by itself. */
    private final Link ring = new Link();

    private final LateChecks checks;
    private boolean first = true;
    private boolean idle;
    private long idleSince;
    private @Nullable Future<?> idleTimer;

    Attendance(
            HttpConnection connection,
            ListenerSettings settings,
            Function<? super HttpStream, ? extends Publisher<Void>> handler,
            Arrival arrival) {
        this.connection = connection;
        this.settings = settings;
        this.handler = handler;
        this.arrival = arrival;
        this.loop = connection.channel().eventLoop();
        this.checks = new LateChecks(loop);
        this.idleNanos = settings.idleTimeout.toNanos();
    }

    void begin() {
        connection.observe(this);
        connection.incoming().subscribe(this);
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE); // the connection bounds how many there can be at once
    }

    @Override
    protected void hookOnNext(HttpStream stream) {
        if (first) {
            first = false;
            arrival.arrived();
        }
        idle = false;
        boolean spoken = settings.versions.contains(connection.version());
        new Answering(stream, settings, loop, checks).begin(spoken ? handler : Attendance::refuseVersion, ring);
    }

    private static Mono<Void> refuseVersion(HttpStream stream) {
        return stream.sendHeaders(HTTP_VERSION_NOT_SUPPORTED, true);
    }

    @Override
    protected void hookFinally(SignalType type) {
        arrival.arrived();
    }

    @Override
    public void onIdle(HttpConnection on) {
        if (idleNanos == 0 || first) {
            return;
        }
        idle = true;
        idleSince = System.nanoTime();
        if (idleTimer == null) {
            idleTimer = loop.schedule(idleCheck, idleNanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void onClosed(HttpConnection on) {
        idle = false;
        Future<?> timer = idleTimer;
        if (timer != null) {
            timer.cancel(false); // which would hold what was of the connection until it is due
        }
        while (ring.next() instanceof Answering answering) {
            answering.cancel();
        }
    }

    /** At most one timer for each time-out's length, however many requests there are. */
    private void checkIdle() {
        idleTimer = null;
        if (!idle) {
            return;
        }
        long left = idleNanos - (System.nanoTime() - idleSince);
        if (left > 0) {
            idleTimer = loop.schedule(idleCheck, left, TimeUnit.NANOSECONDS);
        } else {
            connection
                    .shutdown(Direction.BOTH)
                    .subscribe(done -> {}, failure -> connection.channel().close());
        }
    }
}
