/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.delivery.Inbox;
import io.wayfarer.protocol.delivery.InboxStream;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/** One request and its answer on a connection of HTTP/1. */
final class Http1Stream extends InboxStream implements Runnable {

    final Http1Handler handler;
    final Http1Inbox inbox = new Http1Inbox(this);
    final Outbox outbox;

    /** The peer's final head has been read. */
    boolean headRead;

    /** Its answer says that the connection ends. */
    boolean lastAnswer;

    /** The peer was told to send the content that it announced. */
    boolean continued;

    /** The peer's message has been read to its end. */
    boolean messageRead;

    private final HeadFacts request;
    private volatile int id;
    private volatile StreamState state = StreamState.IDLE;
    private volatile String reasonPhrase = "";
    private @Nullable HeaderList pendingHead;
    private @Nullable ByteBuf pendingContent;

    /** It has left the connection. */
    private boolean gone;

    Http1Stream(Http1Handler handler, HeadFacts request) {
        this.handler = handler;
        this.request = request;
        this.outbox = new Outbox(this, handler);
    }

    @Override
    public HttpConnection connection() {
        return handler.connection;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public StreamState state() {
        return state;
    }

    @Override
    public String reasonPhrase() {
        return reasonPhrase;
    }

    /** The final answer's words. */
    void reasonPhrase(String words) {
        reasonPhrase = words;
    }

    /** What the request says: whether it is HEAD or CONNECT, its version. */
    HeadFacts request() {
        return request;
    }

    boolean placed() {
        return id != 0;
    }

    /** It has its place on the connection. */
    void placed(int number) {
        id = number;
        state = StreamState.OPEN;
    }

    /** A request's head has been put into words. */
    void requested(HeadFacts facts) {
        request.head = facts.head;
        request.connect = facts.connect;
        request.close = facts.close;
        request.upgrade = facts.upgrade;
    }

    /** A final answer's head has been put into words. */
    void answered(HeadFacts facts) {
        handler.answered(this, facts);
    }

    /** The peer's message is whole. */
    void ended(@Nullable HeaderList trailers) {
        if (trailers != null) {
            inbox.trailers(trailers);
        }
        inbox.end();
    }

    /** Whether the peer cannot know of it: nothing was written. */
    boolean untouched() {
        return !outbox.begun();
    }

    @Override
    public Mono<Void> sendHeaders(HeaderList head, boolean end) {
        return Send.mono(this, (stream, actual) -> new SendHead(stream, actual, head, end));
    }

    @Override
    public Mono<Void> sendContinue() {
        return sendHeaders(HeaderList.of(HeaderList.STATUS, "100"), false);
    }

    @Override
    public Mono<Void> sendData(ByteBuf content, boolean end) {
        AtomicBoolean given = new AtomicBoolean();
        return Mono.defer(() -> given.compareAndSet(false, true)
                ? Send.mono(this, (stream, actual) -> new SendContent(stream, actual, content, end))
                : Mono.error(new IllegalStateException("this content was sent before")));
    }

    @Override
    public Mono<Void> sendBody(Publisher<? extends ByteBuf> content) {
        return Send.mono(this, (stream, actual) -> new SendBody(stream, actual, content));
    }

    @Override
    public Mono<Void> sendFile(Path file, long position, long length) {
        return SendFile.mono(this, file, position, length);
    }

    @Override
    public Mono<Void> sendTrailers(HeaderList trailers) {
        return Send.mono(this, (stream, actual) -> new SendTrailers(stream, actual, trailers));
    }

    @Override
    public void exchange(HeaderList head, @Nullable ByteBuf content, StreamReceiver who) {
        claim(who, content);
        if (handler.inLoop()) {
            inbox.receiver(who);
            outbox.exchange(head, content);
            return;
        }
        pendingHead = head;
        pendingContent = content;
        if (!handler.run(this, null)) {
            if (content != null) {
                content.release();
            }
            who.onFailure(Failures.noPlace());
        }
    }

    /** The rest of an exchange that was begun off the event loop. */
    @Override
    public void run() {
        HeaderList head = pendingHead;
        StreamReceiver who = receiver();
        if (head != null && who != null) {
            ByteBuf content = pendingContent;
            pendingHead = null;
            pendingContent = null;
            inbox.receiver(who);
            outbox.exchange(head, content);
        }
    }

    @Override
    public void limits(StreamLimits own) {
        outbox.limits = own;
    }

    @Override
    public void rawContent() {
        if (state != StreamState.IDLE) {
            throw new IllegalStateException("the stream is " + state + " (expected: nothing was sent)");
        }
        inbox.keepCodings();
    }

    StreamLimits limits() {
        StreamLimits own = outbox.limits;
        return own == null ? handler.settings.streamLimits() : own;
    }

    @Override
    protected Inbox inbox() {
        return inbox;
    }

    @Override
    protected boolean inLoop() {
        return handler.inLoop();
    }

    @Override
    protected void onLoop(Runnable work) {
        handler.run(work, null);
    }

    @Override
    public void reset(Http2Error error) {
        handler.run(() -> resetNow(error, !untouched()), null);
    }

    /**
     * Ends the stream, and with it the connection unless the peer cannot know of the stream.
     *
     * @param begun whether anything of it was written
     */
    void resetNow(Http2Error error, boolean begun) {
        if (gone || (messageRead && outbox.ended())) {
            return;
        }
        StreamResetException failure = new StreamResetException(error, false);
        if (placed()) {
            handler.reset(this, failure, begun);
        } else {
            wasReset(failure);
        }
    }

    boolean hasReceiver() {
        return receiver() != null;
    }

    /** Nothing was sent of an exchange. The receiver of a request that is whole cannot hear of it, but its client must. */
    void exchangeFailed(Throwable failure) {
        if (!inbox.told()) {
            inbox.failNow(failure);
        } else if (!gone) {
            Operators.onErrorDropped(failure, Context.empty());
            resetNow(Http2Error.INTERNAL_ERROR, true);
        }
    }

    /** This side's message has ended, or the peer's. */
    void halfClosed() {
        boolean out = outbox.ended();
        if (!gone) {
            state = messageRead
                    ? (out ? StreamState.CLOSED : StreamState.HALF_CLOSED_REMOTE)
                    : (out ? StreamState.HALF_CLOSED_LOCAL : StreamState.OPEN);
        }
    }

    /** Leaves the connection, both messages whole. */
    void leave() {
        inbox.closeDecoder();
        gone = true;
        state = StreamState.CLOSED;
        inbox.detach();
    }

    /** Leaves the connection because that has ended. */
    void connectionEnded(Throwable failure) {
        leave();
        outbox.cease(failure);
        inbox.fail(failure);
    }

    /** Leaves the connection on this side's wish. */
    void wasReset(StreamResetException failure) {
        inbox.closeDecoder();
        gone = true;
        state = StreamState.CLOSED;
        outbox.cease(failure);
        inbox.failNow(failure);
    }
}
