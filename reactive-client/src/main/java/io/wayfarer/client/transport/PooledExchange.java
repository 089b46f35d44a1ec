/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.header.HeaderList;

/**
 * One subscription to one hop: it waits for a connection, sends, receives, and is the answer. One object for all of it,
 * because the objects and operators that would otherwise stand between are most of what a small exchange costs.
 *
 * <p>From the moment in which it has a connection, everything happens on that connection's event loop, cancellation
 * included; what other threads read is volatile.
 */
final class PooledExchange implements Subscription, Waiter, StreamReceiver, TransportResponse, Runnable {

    private static final AtomicIntegerFieldUpdater<PooledExchange> BEGUN =
            AtomicIntegerFieldUpdater.newUpdater(PooledExchange.class, "begun");

    private static final AtomicIntegerFieldUpdater<PooledExchange> CLAIMED =
            AtomicIntegerFieldUpdater.newUpdater(PooledExchange.class, "claimed");

    private final PooledTransport transport;
    private final TransportRequest request;
    private final Endpoint endpoint;
    private final CoreSubscriber<? super TransportResponse> downstream;

    @SuppressWarnings("UnusedVariable") // its updater reads it
    private volatile int begun;

    @SuppressWarnings("UnusedVariable") // its updater reads it
    private volatile int claimed;

    private volatile boolean cancelled;
    private volatile boolean answered;
    private volatile @Nullable EventLoop loop;
    private int preferredLoop;

    // On the event loop of the connection.
    private @Nullable PooledConnection connection;
    private @Nullable HttpStream stream;
    private @Nullable RequestUpload upload;
    private @Nullable HeaderList head;
    private @Nullable HttpHeaders headers;
    private @Nullable AnswerBody body;
    private @Nullable Throwable failure;
    private boolean reused;
    private boolean over;
    private int repeats;

    PooledExchange(
            PooledTransport transport,
            TransportRequest request,
            Endpoint endpoint,
            CoreSubscriber<? super TransportResponse> downstream) {
        this.transport = transport;
        this.request = request;
        this.endpoint = endpoint;
        this.downstream = downstream;
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
        endpoint.pool().forget(this);
        EventLoop assigned = loop;
        if (assigned != null) {
            assigned.execute(() -> {
                if (!answered) {
                    abandon();
                }
            });
        }
    }

    private void acquire() {
        Loops loops = transport.loops();
        ConnectionPool pool = endpoint.pool();
        int here = loops.current();
        preferredLoop = here < 0 ? loops.next() : here;
        PooledConnection free = here < 0 ? pool.borrowAny(preferredLoop) : pool.borrow(here);
        if (free == null) {
            pool.await(this);
        } else if (free.loop().inEventLoop()) {
            lent(free);
        } else {
            connection = free;
            free.loop().execute(this);
        }
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
            lent.pool().returnUnused(lent);
            return;
        }
        if (!lent.usable()) {
            lent.pool().returnUnused(lent);
            acquire();
            return;
        }
        reused = lent.used();
        lent.begins();
        HttpStream opened = lent.connection().newStream();
        stream = opened;
        try {
            send(opened, lent);
        } catch (RuntimeException e) {
            onFailure(e);
        }
    }

    private void send(HttpStream opened, PooledConnection lent) {
        HeaderList fields = endpoint.head(request);
        if (request.body().absent()) {
            opened.exchange(fields, null, this);
            return;
        }
        ByteBuf content = RequestUpload.inMemory(
                request.body(), lent.connection().channel().alloc());
        if (content != null) {
            opened.exchange(fields, content, this);
        } else {
            RequestUpload started = new RequestUpload(opened, request.body(), downstream.currentContext());
            upload = started;
            opened.receive(this);
            started.start(fields);
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
        if (received.informational() || over) {
            return;
        }
        head = received;
        if (!cancelled) {
            answered = true;
            downstream.onNext(this);
            downstream.onComplete();
        }
    }

    @Override
    public void onData(ByteBuf content) {
        AnswerBody reader = body;
        if (reader == null || over) {
            content.release();
        } else {
            reader.data(content);
        }
    }

    @Override
    public void onEnd() {
        if (over) {
            return;
        }
        settle();
        AnswerBody reader = body;
        if (reader != null) {
            reader.end();
        }
    }

    @Override
    public void onFailure(Throwable cause) {
        if (over) {
            return;
        }
        RequestUpload sent = upload;
        Throwable reason = sent == null ? cause : sent.reasonFor(cause);
        settle();
        if (head == null && !cancelled && Repetition.isSafe(request, reason, reused, repeats)) {
            repeats++;
            over = false;
            upload = null;
            stream = null;
            endpoint.pool().awaitFresh(this);
        } else if (!answered) {
            failHead(reason);
        } else {
            Throwable typed = typed(reason);
            failure = typed;
            AnswerBody reader = body;
            if (reader != null) {
                reader.fail(typed);
            }
        }
    }

    /** Gives the connection back, or what of it can be: first of all, so that who is told next finds it free. */
    private void settle() {
        over = true;
        HttpStream used = stream;
        PooledConnection lent = connection;
        RequestUpload sent = upload;
        if (sent != null && sent.stop() && used != null) {
            used.reset(Http2Error.CANCEL); // the answer came whole before the request was
        }
        if (lent != null) {
            lent.pool().giveBack(lent);
        }
    }

    private void abandon() {
        if (over) {
            return;
        }
        over = true;
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
            lent.pool().giveBack(lent);
        }
    }

    private void failHead(Throwable reason) {
        if (!cancelled) {
            answered = true;
            downstream.onError(typed(reason));
        }
    }

    private Throwable typed(Throwable reason) {
        return transport.failure(request.hop(), request.route(), reason);
    }

    // The answer.

    private HeaderList received() {
        HeaderList known = head;
        if (known == null) {
            throw new IllegalStateException("no answer yet");
        }
        return known;
    }

    private PooledConnection lentConnection() {
        PooledConnection lent = connection;
        if (lent == null) {
            throw new IllegalStateException("no answer yet");
        }
        return lent;
    }

    @Override
    public int status() {
        return received().status();
    }

    @Override
    public String reasonPhrase() {
        HttpStream from = stream;
        return from == null ? "" : from.reasonPhrase();
    }

    @Override
    public HttpHeaders headers() {
        HttpHeaders made = headers;
        if (made == null) {
            made = ReceivedFields.headers(received());
            headers = made;
        }
        return made;
    }

    @Override
    public String protocol() {
        return lentConnection().connection().version().toString();
    }

    @Override
    public Optional<InetSocketAddress> peer() {
        SocketAddress address = lentConnection().connection().remoteAddress();
        return address instanceof InetSocketAddress peer ? Optional.of(peer) : Optional.empty();
    }

    @Override
    public boolean authenticated() {
        return endpoint.authenticated();
    }

    @Override
    public Flux<DataBuffer> body() {
        return new BodyFlux(this, lentConnection().buffers());
    }

    @Override
    public Mono<byte[]> bytes(int maxBytes) {
        return new BodyBytes(this, maxBytes);
    }

    @Override
    public void release() {
        if (claim()) {
            discard();
        }
    }

    // What the readers of the body ask for.

    /** Whether the caller is the one who reads the body; nobody else is from then on. */
    boolean claim() {
        return CLAIMED.compareAndSet(this, 0, 1);
    }

    IllegalStateException alreadyClaimed() {
        return new IllegalStateException(
                "The body of " + request.hop() + " was already read or released; it can be read once.");
    }

    /** The length that the head announces; -1 when it does not. */
    long announcedLength() {
        return ReceivedFields.contentLength(received());
    }

    /** Begins to hand over the body. */
    void open(AnswerBody reader, long demand) {
        EventLoop on = lentConnection().loop();
        if (on.inEventLoop()) {
            opened(reader, demand);
        } else {
            on.execute(() -> opened(reader, demand));
        }
    }

    private void opened(AnswerBody reader, long demand) {
        body = reader;
        Throwable failed = failure;
        if (failed != null) {
            reader.fail(failed);
        } else if (over) {
            reader.end();
        } else {
            demand(demand);
        }
    }

    /** Asks for more of the body; on any thread. */
    void demand(long pieces) {
        HttpStream from = stream;
        if (from != null && pieces > 0) {
            from.request(pieces);
        }
    }

    /** Nobody wants the rest of the body; on any thread. */
    void discard() {
        EventLoop on = lentConnection().loop();
        if (on.inEventLoop()) {
            abandon();
        } else {
            on.execute(this::abandon);
        }
    }
}
