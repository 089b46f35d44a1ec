/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Supplier;

import javax.net.ssl.SSLSession;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Alternative;
import io.wayfarer.client.hop.HeaderFields;
import io.wayfarer.client.hop.Route;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.grammar.ContentLength;
import io.wayfarer.protocol.header.HeaderList;

/**
 * The half of an exchange that its caller holds: the head that was received, and the body for the one who claims it. A half
 * and not an object of its own, which each exchange would have to make.
 *
 * <p>The fields belong to the connection's event loop; who is given the answer sees them as they were then.
 */
abstract class HeldAnswer implements TransportResponse {

    private static final Log LOG = LogFactory.getLog(PooledTransport.class);

    private static final int FREE = 0;
    private static final int CLAIMED = 1;

    /** In place of a claim: nobody came in time. */
    private static final int LAPSED = 2;

    private static final AtomicIntegerFieldUpdater<HeldAnswer> CLAIM =
            AtomicIntegerFieldUpdater.newUpdater(HeldAnswer.class, "claim");

    final TransportRequest request;

    /** That of the server or, while the exchange is there, that of an alternative. */
    volatile Endpoint endpoint;

    volatile @Nullable Alternative alternative;
    private volatile int claim;

    @Nullable
    PooledConnection connection;

    @Nullable
    HttpStream stream;

    @Nullable
    HeaderList head;

    private List<String> alternatives = List.of();

    /** Written before the end of the body is told, and so seen by who was told. */
    @Nullable
    HeaderList trailers;

    /** Both messages are whole, or nothing more comes of the exchange. */
    boolean over;

    private @Nullable HttpHeaders headers;
    private @Nullable AnswerBody body;
    private @Nullable Throwable failure;
    private @Nullable Future<?> lapse;

    HeldAnswer(TransportRequest request, Endpoint endpoint) {
        this.request = request;
        this.endpoint = endpoint;
    }

    /** Ends the exchange, of which nobody wants more. On the connection's event loop. */
    abstract void abandon();

    /** How long nobody may come for the body. */
    abstract Duration unreadTimeout();

    /** The client's word for what went wrong. */
    abstract Throwable typed(Throwable reason);

    // The time for which nobody may come for the body, on the connection's event loop.

    /** Called when the caller has got the answer; most have begun to read it by then, and need no timer. */
    void leftAlone() {
        if (claim == FREE && !over) {
            lapse = lentConnection()
                    .loop()
                    .schedule(this::lapsed, unreadTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void lapsed() {
        if (CLAIM.compareAndSet(this, FREE, LAPSED)) {
            LOG.warn(typed(new AnswerUnreadException(unreadTimeout())).getMessage());
            abandon();
        }
    }

    /** Nobody has to come for the body any more: somebody has, or it has ended. */
    void neverLapses() {
        Future<?> timer = lapse;
        if (timer != null) {
            lapse = null;
            timer.cancel(false);
        }
    }

    /** The head of the answer is there. On the connection's event loop. */
    void headReceived(HeaderList received) {
        head = received;
        alternatives = lentConnection().takeAlternatives(request.hop().url());
    }

    // What comes of the body, on the connection's event loop.

    void receive(ByteBuf content) {
        AnswerBody reader = body;
        if (reader == null || over) {
            content.release();
        } else {
            reader.data(content);
        }
    }

    void bodyEnded() {
        AnswerBody reader = body;
        if (reader != null) {
            reader.end();
        }
    }

    void bodyFailed(Throwable reason) {
        failure = reason;
        AnswerBody reader = body;
        if (reader != null) {
            reader.fail(reason);
        }
    }

    // The answer.

    private HeaderList received() {
        HeaderList known = head;
        if (known == null) {
            throw new IllegalStateException("no answer yet");
        }
        return known;
    }

    PooledConnection lentConnection() {
        PooledConnection lent = connection;
        if (lent == null) {
            throw new IllegalStateException("no answer yet");
        }
        return lent;
    }

    @Override
    public Route route() {
        Route given = request.route();
        return given.alternatives().isEmpty() ? given : given.by(alternative);
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
            made = HeaderFields.headers(received());
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
        return internet(lentConnection().connection().remoteAddress());
    }

    @Override
    public Optional<InetSocketAddress> localAddress() {
        return internet(lentConnection().connection().localAddress());
    }

    private static Optional<InetSocketAddress> internet(SocketAddress address) {
        return address instanceof InetSocketAddress internet ? Optional.of(internet) : Optional.empty();
    }

    @Override
    public Optional<SSLSession> tlsSession() {
        return Optional.ofNullable(lentConnection().connection().tls());
    }

    @Override
    public boolean authenticated() {
        return endpoint.authenticated();
    }

    @Override
    public List<String> alternatives() {
        return alternatives;
    }

    @Override
    public HttpHeaders trailers() {
        HeaderList known = trailers;
        return known == null ? HttpHeaders.EMPTY : HeaderFields.headers(known);
    }

    @Override
    public Flux<DataBuffer> body() {
        return new BodyFlux(this, lentConnection().buffers());
    }

    @Override
    public Mono<byte[]> bytes(int maxBytes, Supplier<? extends Throwable> tooLong) {
        return new BodyBytes(this, maxBytes, tooLong);
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
        return CLAIM.compareAndSet(this, FREE, CLAIMED);
    }

    /** What is told to whoever comes for the body when it is not to be had. */
    Throwable whyNotReadable() {
        return claim == LAPSED
                ? typed(new AnswerUnreadException(unreadTimeout()))
                : new IllegalStateException(
                        "The body of " + request.hop() + " was already read or released; it can be read once.");
    }

    /** The length that the head announces; -1 when it does not. */
    long announcedLength() {
        String value = received().first(HttpHeaders.CONTENT_LENGTH);
        return value == null ? -1 : ContentLength.parse(value);
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
        neverLapses();
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
