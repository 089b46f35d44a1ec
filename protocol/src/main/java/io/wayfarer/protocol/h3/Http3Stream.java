/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h3;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.quic.QuicStreamChannel;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.connection.StreamReader;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.connection.StreamState;
import io.wayfarer.protocol.delivery.BodySender;
import io.wayfarer.protocol.delivery.FilePieces;
import io.wayfarer.protocol.delivery.LoopWrite;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.section.FieldSection;

/** A request and its answer on a stream of QUIC (RFC 9114 section 4). */
final class Http3Stream implements HttpStream {

    private final Http3Connection connection;
    private final Http3Inbox inbox = new Http3Inbox(this);
    private final Http3Output output = new Http3Output(this);
    private volatile int id;
    private volatile StreamState state = StreamState.IDLE;
    private volatile @Nullable StreamReader reader;
    private volatile @Nullable StreamLimits limits;
    private @Nullable StreamReceiver taker; // guarded by this

    // On the event loop.
    private @Nullable QuicStreamChannel wire;
    private @Nullable Queue<Runnable> untilOpen;
    private @Nullable Throwable failure;
    private @Nullable StreamWatch watch;

    Http3Stream(Http3Connection connection) {
        this.connection = connection;
    }

    @Override
    public Http3Connection connection() {
        return connection;
    }

    /** QUIC numbers streams with 62 bits; what does not fit is told as the largest number. */
    @Override
    public int id() {
        return id;
    }

    @Override
    public StreamState state() {
        return state;
    }

    @Override
    public void limits(StreamLimits own) {
        limits = own;
    }

    // Sending.

    @Override
    public Mono<Void> sendHeaders(HeaderList head, boolean end) {
        return write(promise -> output.sendHeaders(head, end, promise));
    }

    /** Fails: only servers send it. */
    @Override
    public Mono<Void> sendContinue() {
        return Mono.error(new IllegalStateException("a client sends no interim answers"));
    }

    @Override
    public Mono<Void> sendData(ByteBuf content, boolean end) {
        return write(promise -> output.sendData(content, end, promise));
    }

    @Override
    public Mono<Void> sendBody(Publisher<? extends ByteBuf> content) {
        return new BodySender(output, content);
    }

    @Override
    public Mono<Void> sendFile(Path file, long position, long length) {
        return sendBody(FilePieces.of(file, position, length));
    }

    @Override
    public Mono<Void> sendTrailers(HeaderList trailers) {
        return sendHeaders(trailers, true);
    }

    private Mono<Void> write(Consumer<ChannelPromise> work) {
        return new LoopWrite(connection.channel(), this::explain, work);
    }

    @Override
    public void exchange(HeaderList head, @Nullable ByteBuf content, StreamReceiver receiver) {
        if (!take(receiver)) {
            if (content != null) {
                content.release();
            }
            throw new IllegalStateException("the stream has a receiver already");
        }
        onLoop(() -> {
            ChannelPromise sent = connection.channel().newPromise();
            output.sendHeaders(head, content == null, sent);
            Throwable refused = sent.cause();
            if (refused != null) {
                if (content != null) {
                    content.release();
                }
                inbox.breakOff(explain(refused));
            } else if (content != null) {
                output.sendData(content, true, connection.channel().newPromise());
            }
            inbox.receiver(receiver);
        });
    }

    // Receiving.

    private synchronized boolean take(StreamReceiver receiver) {
        boolean first = taker == null;
        if (first) {
            taker = receiver;
        }
        return first;
    }

    @Override
    public void receive(StreamReceiver receiver) {
        if (!take(receiver)) {
            throw new IllegalStateException("the stream has a receiver already");
        }
        onLoop(() -> inbox.receiver(receiver));
    }

    @Override
    public void request(long pieces) {
        if (pieces <= 0) {
            throw new IllegalArgumentException("pieces: " + pieces + " (expected: >= 1)");
        }
        onLoop(() -> inbox.request(pieces));
    }

    @Override
    public StreamReader reader() {
        StreamReader present = reader;
        if (present == null) {
            synchronized (this) {
                present = reader;
                if (present == null) {
                    present = new StreamReader(this);
                    reader = present;
                }
            }
        }
        return present;
    }

    @Override
    public void reset(Http2Error error) {
        onLoop(() -> {
            if (state != StreamState.CLOSED) {
                breakOff(error, new StreamResetException(error, false));
            }
        });
    }

    private void onLoop(Runnable work) {
        Channel channel = connection.channel();
        if (channel.eventLoop().inEventLoop()) {
            work.run();
        } else {
            channel.eventLoop().execute(work);
        }
    }

    // What follows is called on the event loop.

    /** The channel is there, or it is known why there will be none. */
    void opened(@Nullable QuicStreamChannel channel) {
        Queue<Runnable> waiting = untilOpen;
        untilOpen = null;
        wire = channel;
        if (channel != null) {
            id = (int) Math.min(Integer.MAX_VALUE, channel.streamId());
            channel.read();
        }
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    void opens(HeaderList request) {
        inbox.answers(request);
        state = StreamState.OPEN;
        untilOpen = new ArrayDeque<>(2);
        StreamLimits own = limits;
        watch = StreamWatch.begin(
                this,
                own == null ? connection.bounds().streamLimits() : own,
                connection.channel().eventLoop());
    }

    /** The peer has sent something, or taken something. */
    void heard() {
        StreamWatch watching = watch;
        if (watching != null) {
            watching.heard();
        }
    }

    private void leave() {
        StreamWatch watching = watch;
        if (watching != null) {
            watching.end();
        }
        connection.left(this);
    }

    /** What was to be written before there is a channel. */
    boolean waits(Runnable write) {
        Queue<Runnable> waiting = untilOpen;
        return waiting != null && waiting.add(write);
    }

    @Nullable
    QuicStreamChannel wire() {
        return wire;
    }

    void received(Http3Headers headers) {
        heard();
        FieldSection section = new FieldSection(connection.bounds().maxHeaderFields());
        headers.forEach(field ->
                section.field(field.getKey().toString(), field.getValue().toString(), false));
        if (section.tooMany()) {
            breakOff(
                    Http2Error.ENHANCE_YOUR_CALM,
                    new PeerProtocolException(
                            Http2Error.ENHANCE_YOUR_CALM,
                            "more than " + connection.bounds().maxHeaderFields() + " header fields",
                            null));
            return;
        }
        HeaderList list = section.list();
        if (inbox.headReceived()) {
            if (sound(section.malformedTrailers())) {
                inbox.trailers(list);
            }
            return;
        }
        int status = list.status();
        if (!sound(section.malformedResponse(status))) {
            return;
        }
        if (status >= 200) {
            inbox.finalHeadReceived(status, section.contentLength());
        } else if (!sound(inbox.interimReceived())) {
            return;
        }
        inbox.head(list);
    }

    void received(ByteBuf content) {
        heard();
        int octets = content.readableBytes();
        if (octets == 0 || inbox.sealed() || !sound(inbox.receivedContent(octets, false))) {
            content.release();
        } else {
            inbox.content(content);
        }
    }

    private boolean sound(@Nullable String malformed) {
        if (malformed != null) {
            breakOff(Http2Error.PROTOCOL_ERROR, new PeerProtocolException(Http2Error.PROTOCOL_ERROR, malformed, null));
        }
        return malformed == null;
    }

    void receivedEnd() {
        if (inbox.sealed()
                || !sound(inbox.headReceived() ? null : "a stream that ends before the answer (RFC 9114 section 4.1)")
                || !sound(inbox.receivedContent(0, true))) {
            return;
        }
        state = state == StreamState.HALF_CLOSED_LOCAL ? StreamState.CLOSED : StreamState.HALF_CLOSED_REMOTE;
        if (state == StreamState.CLOSED) {
            leave();
        }
        inbox.end();
        if (state == StreamState.CLOSED) {
            inbox.detach();
        }
    }

    void sentEnd() {
        state = state == StreamState.HALF_CLOSED_REMOTE ? StreamState.CLOSED : StreamState.HALF_CLOSED_LOCAL;
        heard();
        if (state == StreamState.CLOSED) {
            leave();
            inbox.detach();
        }
    }

    /** Reads as long as little waits unread; so the peer is held back by the window of the stream. */
    void readOn() {
        QuicStreamChannel from = wire;
        if (from != null
                && !inbox.sealed()
                && inbox.queuedBytes() < connection.bounds().maxQueuedBytes()) {
            from.read();
        }
    }

    /** The peer, or the connection, has ended the stream before its time. What has arrived remains to be read. */
    void broken(Throwable reason) {
        if (inbox.sealed() && state == StreamState.CLOSED) {
            return;
        }
        failed(reason);
        close(Http2Error.CANCEL);
        inbox.fail(failure == null ? reason : failure);
        inbox.detach();
    }

    /** Ends the stream here; what has arrived is dropped. */
    void breakOff(Http2Error error, HttpTransportException reason) {
        failed(reason);
        close(error);
        inbox.failNow(failure == null ? reason : failure);
    }

    private void close(Http2Error error) {
        QuicStreamChannel open = wire;
        boolean early = state != StreamState.CLOSED;
        state = StreamState.CLOSED;
        if (early) {
            leave();
            if (open != null && open.isActive()) {
                connection.wasReset();
                open.shutdown(ErrorCodes.tell(error));
                open.close();
            }
        }
    }

    private void failed(Throwable reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** What a write that failed tells its caller. */
    Throwable explain(Throwable cause) {
        if (failure != null) {
            return failure;
        }
        return cause instanceof RuntimeException || cause instanceof HttpTransportException
                ? cause
                : connection.ended(this, cause);
    }

    boolean begun() {
        return inbox.headReceived();
    }

    /** Whether something of the peer is awaited. */
    boolean awaiting() {
        return state == StreamState.HALF_CLOSED_LOCAL && inbox.awaiting();
    }

    /** Whether something waits for the peer to take it. */
    boolean sending() {
        return output.sending();
    }

    /** As in {@code stream 4 OPEN}. */
    @Override
    public String toString() {
        return "stream " + id + ' ' + state;
    }
}
