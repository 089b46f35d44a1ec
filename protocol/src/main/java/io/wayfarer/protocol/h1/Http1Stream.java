/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import io.wayfarer.protocol.coding.ContentCoding;
import io.wayfarer.protocol.coding.ContentDecoder;
import io.wayfarer.protocol.coding.DecodingLimits;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.connection.StreamReader;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.delivery.Inbox;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/** One request and its answer on a connection of HTTP/1. */
final class Http1Stream implements HttpStream, Runnable {

    private static final AtomicReferenceFieldUpdater<Http1Stream, StreamReceiver> RECEIVER =
            AtomicReferenceFieldUpdater.newUpdater(Http1Stream.class, StreamReceiver.class, "receiver");

    final Http1Handler handler;
    final Inbox inbox = new Inbox() {
        @Override
        protected void taken(long octets) {
            handler.shrank();
        }

        @Override
        protected void receiverThrew() {
            resetNow(Http2Error.INTERNAL_ERROR, !untouched());
        }
    };
    final Outbox outbox;

    /** The peer's final head has been read. */
    boolean headRead;

    /** Its answer says that the connection ends. */
    boolean lastAnswer;

    /** The peer was told to send the content that it announced. */
    boolean continued;

    /** The peer's message has been read to its end. */
    boolean messageRead;

    private final Http1Connection connection;
    private final HeadFacts request;
    private volatile @Nullable StreamReceiver receiver;
    private volatile int id;
    private volatile StreamState state = StreamState.IDLE;
    private volatile String reasonPhrase = "";
    private @Nullable StreamReader reader;
    private @Nullable ContentDecoder decoder;
    private @Nullable HeaderList pendingHead;
    private @Nullable ByteBuf pendingContent;

    /** It has left the connection. */
    private boolean gone;

    Http1Stream(Http1Connection connection, Http1Handler handler, HeadFacts request) {
        this.connection = connection;
        this.handler = handler;
        this.request = request;
        this.outbox = new Outbox(this, handler);
    }

    @Override
    public HttpConnection connection() {
        return connection;
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

    /** The content that follows is in a transfer coding besides chunks. */
    void decode(HeadFacts.Coding coding) {
        decoder = switch (coding) {
            case GZIP ->
                ContentCoding.GZIP.decoder(
                        DecodingLimits.defaults(), connection.channel().alloc());
            case DEFLATE ->
                ContentCoding.DEFLATE.decoder(
                        DecodingLimits.defaults(), connection.channel().alloc());
            default -> null;
        };
    }

    void contentRead(ByteBuf content) throws BadMessage {
        ContentDecoder coded = decoder;
        if (coded == null) {
            inbox.content(content);
        } else {
            coded.add(content);
            readyForMore();
        }
    }

    /** Decodes as far as there is room for what comes out; whether there is room left. */
    boolean readyForMore() throws BadMessage {
        ContentDecoder coded = decoder;
        while (inbox.queuedBytes() <= handler.settings.maxQueuedBytes()) {
            ByteBuf piece = coded == null ? null : decoded(coded);
            if (piece == null) {
                return true;
            }
            inbox.content(piece);
        }
        return false;
    }

    private static @Nullable ByteBuf decoded(ContentDecoder coded) throws BadMessage {
        try {
            return coded.next();
        } catch (PeerProtocolException wrong) {
            throw new BadMessage(400, String.valueOf(wrong.getMessage()));
        }
    }

    /** All content has come; whatever of it is not decoded yet is, and what does not decode fails. */
    void contentEnded() throws BadMessage {
        ContentDecoder coded = decoder;
        if (coded == null) {
            return;
        }
        for (ByteBuf piece = decoded(coded); piece != null; piece = decoded(coded)) {
            inbox.content(piece);
        }
        try {
            coded.end();
        } catch (PeerProtocolException wrong) {
            throw new BadMessage(400, String.valueOf(wrong.getMessage()));
        } finally {
            coded.close();
            decoder = null;
        }
    }

    /** The peer's message is whole. */
    void ended(@Nullable HeaderList trailers) {
        if (trailers != null) {
            inbox.trailers(trailers);
        }
        inbox.end();
    }

    private void closeDecoder() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
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
        // A server that has received a request answers it with the same receiver.
        if (!RECEIVER.compareAndSet(this, null, who) && receiver != who) {
            if (content != null) {
                content.release();
            }
            throw new IllegalStateException("the stream has a receiver");
        }
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
        StreamReceiver who = receiver;
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

    StreamLimits limits() {
        StreamLimits own = outbox.limits;
        return own == null ? handler.settings.streamLimits() : own;
    }

    @Override
    public void receive(StreamReceiver who) {
        if (!RECEIVER.compareAndSet(this, null, who)) {
            throw new IllegalStateException("the stream has a receiver");
        }
        handler.run(() -> inbox.receiver(who), null);
    }

    @Override
    public void request(long pieces) {
        if (pieces <= 0) {
            throw new IllegalArgumentException("pieces: " + pieces + " (expected: > 0)");
        }
        if (handler.inLoop()) {
            inbox.request(pieces);
        } else {
            handler.run(() -> inbox.request(pieces), null);
        }
    }

    @Override
    public StreamReader reader() {
        synchronized (inbox) {
            if (reader == null) {
                reader = new StreamReader(this);
            }
            return reader;
        }
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
        if (!placed()) {
            gone = true;
            state = StreamState.CLOSED;
            outbox.cease(failure);
            inbox.failNow(failure);
            return;
        }
        handler.reset(this, failure, begun);
    }

    boolean hasReceiver() {
        return receiver != null;
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
        closeDecoder();
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
        closeDecoder();
        gone = true;
        state = StreamState.CLOSED;
        outbox.cease(failure);
        inbox.failNow(failure);
    }
}
