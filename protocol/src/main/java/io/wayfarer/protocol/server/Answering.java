/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import java.util.function.Function;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.header.HeaderList;

/**
 * What the handler does with one stream, until it has ended. A handler that fails, or ends without a whole answer, has the
 * client told by 500 if it has sent no head, else by a reset.
 */
final class Answering extends Link implements CoreSubscriber<Void> {

    private static final HeaderList INTERNAL_SERVER_ERROR =
            HeaderList.of(HeaderList.STATUS, "500", "content-length", "0");

    private final HttpStream stream;
    private final ListenerSettings settings;
    private final EventLoop loop;
    private final LateChecks checks;
    private @Nullable Subscription subscription;
    private boolean ended;

    Answering(HttpStream stream, ListenerSettings settings, EventLoop loop, LateChecks checks) {
        this.stream = stream;
        this.settings = settings;
        this.loop = loop;
        this.checks = checks;
    }

    /** On the event loop. */
    void begin(Function<? super HttpStream, ? extends Publisher<Void>> handler, Link ring) {
        join(ring);
        Publisher<Void> answer;
        try {
            answer = handler.apply(stream);
        } catch (Throwable failure) {
            Exceptions.throwIfFatal(failure);
            end(failure);
            return;
        }
        answer.subscribe(this);
    }

    /** The connection has ended: whatever the handler waits for, it is of no use any more. */
    void cancel() {
        leave();
        ended = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Void never) {}

    @Override
    public void onError(Throwable failure) {
        if (loop.inEventLoop()) {
            end(failure);
        } else {
            loop.execute(() -> end(failure));
        }
    }

    @Override
    public void onComplete() {
        if (loop.inEventLoop()) {
            end(null);
        } else {
            loop.execute(() -> end(null));
        }
    }

    private void end(@Nullable Throwable failure) {
        if (ended) {
            return;
        }
        ended = true;
        leave();
        if (failure != null) {
            fail(failure);
            return;
        }
        StreamState state = stream.state();
        if (state == StreamState.HALF_CLOSED_LOCAL) {
            refuseTheRest();
        } else if (state != StreamState.CLOSED) {
            checks.add(this);
        }
    }

    /** Whether the answer was whole; in HTTP/2 a stream closes a moment after all that was to be sent has been. */
    void check() {
        StreamState state = stream.state();
        if (state == StreamState.HALF_CLOSED_LOCAL) {
            refuseTheRest();
        } else if (state != StreamState.CLOSED) {
            fail(new IllegalStateException("the handler ended without a whole answer"));
        }
    }

    /** The answer does not depend on the rest of the request (RFC 9113 section 8.1). */
    private void refuseTheRest() {
        if (stream.connection().version() == ProtocolVersion.HTTP_2) {
            stream.reset(Http2Error.NO_ERROR);
        }
    }

    private void fail(Throwable failure) {
        settings.tell(new ListenerFailure(
                ListenerFailure.Phase.STREAM, stream.connection().channel(), stream, failure));
        if (failure instanceof HttpTransportException) {
            loop.execute(this::giveUp); // should it be this connection's, that has its own answer to it, just now
        } else {
            giveUp();
        }
    }

    private void giveUp() {
        stream.sendHeaders(INTERNAL_SERVER_ERROR, false)
                .then(stream.sendData(Unpooled.EMPTY_BUFFER, true))
                .subscribe(sent -> {}, headWasSent -> stream.reset(Http2Error.INTERNAL_ERROR));
    }
}
