/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.hop.Alternative;
import io.wayfarer.client.hop.HeaderFields;
import io.wayfarer.client.hop.HopTimes;
import io.wayfarer.protocol.client.ConnectLimits;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.header.HeaderList;

/**
 * One subscription to one hop: it waits for a connection, sends, receives, and is the answer, of which {@link HeldAnswer}
 * is the half that the caller holds. One object for all of it, because the objects and operators that would otherwise
 * stand between are most of what a small exchange costs.
 *
 * <p>From the moment in which it has a connection, everything happens on that connection's event loop, cancellation
 * included; what other threads read is volatile.
 */
final class PooledExchange extends HeldAnswer implements Subscription, Waiter, StreamReceiver, Runnable {

    private static final int EXPECTATION_FAILED = 417;

    private static final AtomicIntegerFieldUpdater<PooledExchange> BEGUN =
            AtomicIntegerFieldUpdater.newUpdater(PooledExchange.class, "begun");

    private final PooledTransport transport;
    private final Endpoint server;
    private final CoreSubscriber<? super TransportResponse> downstream;

    @SuppressWarnings("UnusedVariable") // its updater reads it
    private volatile int begun;

    private volatile boolean cancelled;
    private volatile boolean answered;
    private volatile @Nullable EventLoop loop;
    private int preferredLoop;

    /** Null unless the request asks for its times. */
    private final @Nullable HopClock clock;

    // On the event loop of the connection.
    private @Nullable RequestUpload upload;
    private boolean reused;
    private boolean expectationFailed;

    /** Why it was sent again; null for most. */
    private @Nullable List<String> repetitions;

    PooledExchange(
            PooledTransport transport,
            TransportRequest request,
            Endpoint endpoint,
            CoreSubscriber<? super TransportResponse> downstream) {
        super(request, endpoint);
        this.transport = transport;
        this.server = endpoint;
        this.downstream = downstream;
        this.clock = request.options().isTimed() ? new HopClock(request) : null;
    }

    // The subscription to the answer.

    @Override
    public void request(long n) {
        if (Operators.validate(n) && BEGUN.compareAndSet(this, 0, 1)) {
            acquire();
        }
    }

    /** Ends the exchange unless there is an answer already, which is then for its receiver to read or release. */
    @Override
    public void cancel() {
        if (answered || cancelled) {
            return;
        }
        cancelled = true;
        server.pool().forget(this);
        EventLoop assigned = loop;
        if (assigned != null) {
            assigned.execute(() -> abandonOn(assigned));
        }
    }

    /** When the exchange has gone to another connection meanwhile, it has seen there that it is cancelled. */
    private void abandonOn(EventLoop assigned) {
        PooledConnection lent = connection;
        if (!answered && lent != null && lent.loop().equals(assigned)) {
            abandon();
        }
    }

    private void acquire() {
        Loops loops = transport.loops();
        ConnectionPool pool = server.pool();
        int here = loops.current();
        preferredLoop = here < 0 ? loops.next() : here;
        PooledConnection free =
                request.route().alternatives().isEmpty() || request.options().shunsAlternatives()
                        ? null
                        : borrowFromAlternative();
        if (free == null) {
            free = here < 0 ? pool.borrowAny(preferredLoop) : pool.borrow(here);
        }
        if (free == null) {
            pool.obtain(this);
        } else if (free.loop().inEventLoop()) {
            lent(free);
        } else {
            connection = free;
            free.loop().execute(this);
        }
    }

    private @Nullable PooledConnection borrowFromAlternative() {
        Alternatives.Taken taken = transport.alternatives().borrow(request, preferredLoop);
        if (taken == null) {
            return null;
        }
        alternative = taken.alternative();
        endpoint = taken.endpoint();
        return taken.connection();
    }

    private void backToTheServer() {
        alternative = null;
        endpoint = server;
    }

    /** The change to the event loop of a connection that was free. */
    @Override
    public void run() {
        PooledConnection free = connection;
        if (free != null) {
            lent(free);
        }
    }

    // What the pool tells.

    @Override
    public int preferredLoop() {
        return preferredLoop;
    }

    @Override
    public void lent(PooledConnection lent) {
        loop = lent.loop();
        connection = lent;
        if (cancelled) {
            returnUnused(lent);
            return;
        }
        if (!lent.usable()) {
            returnUnused(lent);
            backToTheServer();
            server.pool().obtain(this);
            return;
        }
        // One of an alternative was made earlier, so it may be dead as well as one that was used.
        reused = lent.used() || alternative != null;
        if (clock != null) {
            clock.sends(lent);
        }
        lent.begins(this);
        HttpStream opened = lent.connection().newStream();
        stream = opened;
        Timeouts own = request.options().timeouts(transport.settings());
        if (own != null) {
            opened.limits(own.streamLimits());
        }
        if (request.options().isRaw()) {
            opened.rawContent();
        }
        try {
            send(opened, lent);
        } catch (RuntimeException e) {
            onFailure(e);
        }
    }

    private void returnUnused(PooledConnection lent) {
        connection = null; // so that nobody gives it back again
        lent.pool().returnUnused(lent);
    }

    private void send(HttpStream opened, PooledConnection lent) {
        TransportOptions options = request.options();
        boolean expects = !expectationFailed && options.expectsContinue(request, transport.settings());
        HeaderList fields = endpoint.head(request, lent.multiplexed(), expects);
        boolean inParts = expects || options.trailers() != null;
        if (request.body().absent() && !inParts) {
            opened.exchange(fields, null, this);
            return;
        }
        ByteBuf content = inParts
                ? null
                : RequestUpload.inMemory(
                        request.body(), lent.connection().channel().alloc());
        if (content != null) {
            opened.exchange(fields, content, this);
        } else {
            RequestUpload started = new RequestUpload(opened, request, downstream.currentContext());
            upload = started;
            opened.receive(this);
            started.start(fields, expects ? transport.settings().expectContinueTimeout() : Duration.ZERO);
        }
    }

    @Override
    public void refused(Throwable refusal) {
        over = true;
        failHead(refusal);
    }

    // What the stream tells.

    @Override
    public void onHeaders(HeaderList received) {
        if (over) {
            return;
        }
        if (clock != null) {
            clock.answers();
        }
        if (received.informational()) {
            consented(received.status());
            tellInterim(received);
            return;
        }
        if (declined(received.status())) {
            return;
        }
        headReceived(received);
        ResponseLimitException tooLarge = request.options().tooLarge(request.hop(), received);
        if (tooLarge != null) {
            abandon();
            failHead(tooLarge);
        } else if (!cancelled) {
            answered = true;
            downstream.onNext(this);
            downstream.onComplete();
            leftAlone();
        }
    }

    private void consented(int status) {
        RequestUpload sent = upload;
        if (sent != null && status == 100) {
            sent.go();
        }
    }

    /** Whether the server knows no expectations, so that the request is repeated without: RFC 9110 section 10.1.1. */
    private boolean declined(int status) {
        RequestUpload sent = upload;
        if (sent == null
                || !sent.answered(status)
                || status != EXPECTATION_FAILED
                || cancelled
                || request.options().isOnce()) {
            return false;
        }
        expectationFailed = true;
        repeats("the server knows no expectations");
        settle();
        // Later, when the stream has told that it was reset.
        lentConnection().loop().execute(this::again);
        return true;
    }

    private void repeats(String why) {
        List<String> before = repetitions == null ? List.of() : repetitions;
        repetitions = Stream.concat(before.stream(), Stream.of(why)).toList();
    }

    @Override
    public List<String> repetitions() {
        return repetitions == null ? List.of() : repetitions;
    }

    @Override
    public @Nullable HopTimes times() {
        return clock == null ? null : clock.times();
    }

    private void again() {
        if (cancelled) {
            return;
        }
        over = false;
        upload = null;
        stream = null;
        connection = null; // it was given back
        backToTheServer();
        server.pool().awaitFresh(this);
    }

    private void tellInterim(HeaderList received) {
        if (!cancelled) {
            request.options()
                    .interim()
                    .ifPresent(listener -> listener.accept(
                            new InterimResponse(request.hop(), received.status(), HeaderFields.headers(received))));
        }
    }

    @Override
    public void onTrailers(HeaderList received) {
        trailers = received;
    }

    @Override
    public void onData(ByteBuf content) {
        receive(content);
    }

    @Override
    public void onEnd() {
        if (over) {
            return;
        }
        if (clock != null) {
            clock.ends();
        }
        settle();
        bodyEnded();
    }

    @Override
    public void onFailure(Throwable cause) {
        if (over) {
            return;
        }
        RequestUpload sent = upload;
        Throwable reason = sent == null ? cause : sent.reasonFor(cause);
        settle();
        noteFailure(reason);
        if (head == null
                && !cancelled
                && reason instanceof HttpTransportException lost
                && Repetition.isSafe(request, lost, reused, repetitions().size())) {
            repeats(Repetition.reason(lost));
            again();
        } else if (!answered) {
            failHead(reason);
        } else {
            bodyFailed(typed(reason));
        }
    }

    /** An alternative that is reached and does not answer is no better than one that is not reached. */
    private void noteFailure(Throwable reason) {
        Alternative taken = alternative;
        if (taken != null && head == null && reason instanceof HttpTransportException ended && !ended.unprocessed()) {
            taken.failed();
        }
    }

    /** Gives the connection back, or what of it can be: first of all, so that who is told next finds it free. */
    private void settle() {
        over = true;
        neverLapses();
        HttpStream used = stream;
        PooledConnection lent = connection;
        RequestUpload sent = upload;
        if (sent != null && sent.stop() && used != null) {
            used.reset(Http2Error.CANCEL); // the answer came whole before the request was
        }
        if (lent != null) {
            lent.pool().giveBack(lent, this);
        }
    }

    @Override
    void abandon() {
        if (over) {
            return;
        }
        over = true;
        neverLapses();
        HttpStream used = stream;
        RequestUpload sent = upload;
        if (sent != null) {
            sent.stop();
        }
        if (used != null) {
            used.reset(Http2Error.CANCEL);
        }
        PooledConnection lent = connection;
        if (lent != null) {
            lent.pool().giveBack(lent, this);
        }
    }

    private void failHead(Throwable reason) {
        if (!cancelled) {
            answered = true;
            downstream.onError(typed(reason));
        }
    }

    @Override
    public @Nullable ConnectLimits connectLimits() {
        Timeouts own = request.options().timeouts(transport.settings());
        ConnectLimits usual = endpoint.pool().limits().connecting();
        return own == null || own.connectLimits().equals(usual) ? null : own.connectLimits();
    }

    @Override
    Duration unreadTimeout() {
        Timeouts own = request.options().timeouts(transport.settings());
        return (own == null ? transport.settings().timeouts() : own).unread();
    }

    @Override
    Throwable typed(Throwable reason) {
        return head == null
                ? transport.failure(request.hop(), request.route(), reason)
                : transport.bodyFailure(request.hop(), request.route(), reason);
    }
}
