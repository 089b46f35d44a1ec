/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Attempts to connect to the addresses of one host (RFC 8305 sections 4 and 5): one after another, the families by turns, each
 * begun when the one before has failed or has been under way for the Connection Attempt Delay. The first that succeeds
 * ends the others. All of it happens on one event loop.
 */
final class ConnectionAttempts implements Disposable {

    private final EventLoop loop;
    private final Duration delay;
    private final Function<InetAddress, Mono<Channel>> connector;
    private final Consumer<Channel> winner;
    private final Consumer<Throwable> loser;
    private final Deque<InetAddress> version6 = new ArrayDeque<>();
    private final Deque<InetAddress> version4 = new ArrayDeque<>();
    private final Disposable.Composite underWay = Disposables.composite();
    private boolean version6Next;
    private boolean begun;
    private boolean complete;
    private boolean over;
    private @Nullable Future<?> next;
    private @Nullable Throwable failure;

    /**
     * Begins nothing yet.
     *
     * @param winner told of the only connection that is left
     * @param loser told of the first failure, the others suppressed in it, when all have failed
     */
    ConnectionAttempts(
            EventLoop loop,
            Duration delay,
            Function<InetAddress, Mono<Channel>> connector,
            Consumer<Channel> winner,
            Consumer<Throwable> loser) {
        this.loop = loop;
        this.delay = delay;
        this.connector = connector;
        this.winner = winner;
        this.loser = loser;
    }

    /** Takes addresses; the family of the very first of all is tried first. More may follow. */
    void add(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            (address instanceof Inet6Address ? version6 : version4).add(address);
        }
        if (!begun) {
            begun = true;
            version6Next = addresses.get(0) instanceof Inet6Address;
        }
        if (next == null) {
            attempt();
        }
    }

    /** No more addresses follow. */
    void complete() {
        complete = true;
        endIfAllFailed();
    }

    private @Nullable InetAddress take() {
        Deque<InetAddress> preferred = version6Next ? version6 : version4;
        InetAddress address = preferred.isEmpty() ? (version6Next ? version4 : version6).poll() : preferred.poll();
        version6Next = !(address instanceof Inet6Address);
        return address;
    }

    private void attempt() {
        Future<?> timer = next;
        if (timer != null) {
            timer.cancel(false);
            next = null;
        }
        InetAddress address = over ? null : take();
        if (address == null) {
            endIfAllFailed();
            return;
        }
        next = loop.schedule(this::nextOnTime, delay.toNanos(), TimeUnit.NANOSECONDS);
        Disposable.Swap attempt = Disposables.swap();
        underWay.add(attempt);
        attempt.update(connector
                .apply(address)
                .subscribe(
                        channel -> onLoop(() -> succeeded(attempt, channel)), e -> onLoop(() -> failed(attempt, e))));
    }

    private void nextOnTime() {
        next = null;
        attempt();
    }

    private void succeeded(Disposable attempt, Channel channel) {
        if (over) {
            channel.close();
            return;
        }
        underWay.remove(attempt);
        dispose();
        winner.accept(channel);
    }

    private void failed(Disposable attempt, Throwable e) {
        if (over) {
            return;
        }
        underWay.remove(attempt);
        if (failure == null) {
            failure = e;
        } else if (!failure.equals(e)) {
            failure.addSuppressed(e);
        }
        attempt();
    }

    private void endIfAllFailed() {
        Throwable first = failure;
        if (!over && complete && first != null && underWay.size() == 0 && version4.isEmpty() && version6.isEmpty()) {
            dispose();
            loser.accept(first);
        }
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** Ends all attempts that are under way. */
    @Override
    public void dispose() {
        over = true;
        Future<?> timer = next;
        if (timer != null) {
            timer.cancel(false);
        }
        underWay.dispose();
    }

    @Override
    public boolean isDisposed() {
        return over;
    }
}
