/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.netty.transport.AddressUtils;

import io.wayfarer.protocol.client.HttpConnectException.Phase;
import io.wayfarer.protocol.connection.HttpConnection;

/**
 * The way to one connection, each step of it under its limit of time; what is spoken at its end is agreed on by
 * {@link Negotiation}. Everything happens on one event loop.
 */
final class Attempt {

    private final HttpConnector connector;
    private final String host;
    private final int port;
    private final EventLoop loop;
    private final MonoSink<HttpConnection> sink;
    private final Disposable.Swap step = Disposables.swap();
    private final StepClock clock;
    private @Nullable Future<?> deadline;
    private @Nullable Channel channel;
    private Phase phase = Phase.RESOLVE;
    private boolean over;
    private @Nullable RuntimeException refusal;

    Attempt(
            HttpConnector connector,
            String host,
            int port,
            EventLoop loop,
            StepClock clock,
            MonoSink<HttpConnection> sink) {
        this.connector = connector;
        this.host = host;
        this.port = port;
        this.loop = loop;
        this.clock = clock;
        this.sink = sink;
    }

    /**
     * @param judged by which name the selector knows whom the addresses belong to
     * @param destination where the tunnel is to lead, where there is one
     */
    void connect(SocketAddress first, String judged, Place destination) {
        begin(() -> {
            if (first instanceof InetSocketAddress internet) {
                attempt(internet, judged, destination);
            } else {
                connector.firstChoice().check(judged, destination);
                enter(Phase.CONNECT);
                await(connector.sockets().open(first, loop), opened -> connected(opened, destination));
            }
        });
    }

    /** Connecting begins with the first answer of the look-up that holds an address to connect to. */
    private void attempt(InetSocketAddress first, String judged, Place destination) {
        ConnectionAttempts attempts = new ConnectionAttempts(
                loop,
                connector.sockets().settings().connectionAttemptDelay(),
                address -> connector.sockets().open(new InetSocketAddress(address, first.getPort()), loop),
                opened -> guarded(() -> connected(opened, destination)),
                this::fail);
        Disposable.Swap lookup = Disposables.swap();
        step.update(Disposables.composite(lookup, attempts));
        lookup.update(connector
                .sockets()
                .addresses(first, loop)
                // Answers come on several threads, and their order counts.
                .publishOn(Schedulers.fromExecutorService(loop))
                .subscribe(
                        found -> offer(attempts, judged, found),
                        failure -> complete(attempts, failure),
                        () -> complete(attempts, null)));
    }

    private void offer(ConnectionAttempts attempts, String judged, List<InetAddress> found) {
        if (over || attempts.isDisposed()) {
            return;
        }
        List<InetAddress> chosen;
        try {
            chosen = connector.firstChoice().of(judged, found);
        } catch (RuntimeException e) {
            refusal = refusal == null ? e : refusal;
            return;
        }
        if (phase == Phase.RESOLVE) {
            enter(Phase.CONNECT);
        }
        attempts.add(chosen);
    }

    private void complete(ConnectionAttempts attempts, @Nullable Throwable failure) {
        if (phase != Phase.RESOLVE) {
            attempts.complete();
            return;
        }
        RuntimeException refused = refusal;
        if (refused != null) {
            fail(refused);
        } else {
            fail(failure != null ? failure : new UnknownHostException(host + " has no address"));
        }
    }

    private void connected(Channel opened, Place destination) {
        channel = opened;
        Tunnel tunnel = connector.tunnel();
        if (tunnel == null) {
            secure(opened);
            return;
        }
        enter(Phase.TUNNEL);
        AddressFamily wanted = tunnel.addressFamily();
        String to = destination.host();
        if (wanted == null) {
            await(tunnel.lead(opened, to, destination.port()), this::secure);
        } else {
            await(
                    connector.addresses(AddressUtils.createUnresolved(to, destination.port()), loop),
                    found -> await(tunnel.lead(opened, wanted.firstLiteral(found), destination.port()), this::secure));
        }
    }

    void negotiate(Channel connected) {
        channel = connected; // to be closed by who has cancelled before it begins, too
        begin(() -> secure(connected));
    }

    private void begin(Runnable first) {
        sink.onCancel(() -> loop.execute(this::abandon));
        onLoop(() -> start(first));
    }

    private void start(Runnable first) {
        if (over) {
            return;
        }
        enter(Phase.RESOLVE);
        guarded(first);
    }

    /** The next step begins, with time of its own. */
    void enter(Phase next) {
        phase = next;
        clock.entered(next);
        Future<?> before = deadline;
        if (before != null) {
            before.cancel(false);
        }
        StepLimit limit = clock.limit(next);
        deadline = loop.schedule(() -> fail(limit.exceeded(phase)), limit.left().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Goes on with what the step gives, on the event loop. */
    <T> void await(Mono<T> mono, Consumer<T> next) {
        // What comes at once goes on to the next step before this one has returned.
        Disposable.Swap own = Disposables.swap();
        step.update(own);
        own.update(mono.subscribe(
                given -> onLoop(() -> {
                    if (!over) {
                        guarded(() -> next.accept(given));
                    } else if (given instanceof Channel unwanted) {
                        unwanted.close();
                    }
                }),
                failure -> onLoop(() -> fail(failure)),
                () -> {}));
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void secure(Channel connected) {
        channel = connected;
        new Negotiation(this, connector, host, port).begin(connected);
    }

    /** The step goes on as another, within the same time. */
    void become(Phase next) {
        phase = next;
    }

    boolean over() {
        return over;
    }

    void succeed(HttpConnection connection) {
        end();
        clock.times().putOn(connection);
        sink.success(connection);
    }

    void fail(Throwable failure) {
        if (over) {
            return;
        }
        end();
        step.dispose();
        close();
        sink.error(typed(failure));
    }

    private Throwable typed(Throwable failure) {
        if (failure instanceof HttpConnectException || failure instanceof Error) {
            return failure;
        }
        return failure instanceof ConnectTimeoutException
                ? HttpConnectException.timedOut(phase, clock.limits().of(phase), failure)
                : HttpConnectException.failed(phase, failure);
    }

    /** Nobody waits any more; a connection that has just come about is nobody's then, and is closed. */
    private void abandon() {
        end();
        step.dispose();
        close();
    }

    private void end() {
        over = true;
        Future<?> timer = deadline;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void close() {
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }
}
