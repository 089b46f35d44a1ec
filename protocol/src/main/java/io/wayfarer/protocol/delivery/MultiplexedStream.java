/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.delivery;

import java.nio.file.Path;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.header.HeaderList;

/** One of many streams that a connection carries side by side, in HTTP/2 and HTTP/3: each sends when it likes. */
public abstract class MultiplexedStream extends InboxStream {

    private static final HeaderList CONTINUE = HeaderList.of(HeaderList.STATUS, "100");

    private volatile @Nullable StreamLimits limits;

    protected MultiplexedStream() {}

    protected abstract EventLoop loop();

    /** Sends a head or a trailer section, on the event loop; a refusal fails the promise before this returns. */
    protected abstract void writeHeaders(HeaderList fields, boolean end, ChannelPromise sent);

    /** Sends content, which is released, on the event loop; the promise succeeds when the peer's window has taken it. */
    protected abstract void writeData(ByteBuf content, boolean end, ChannelPromise sent);

    /** Why the stream has failed, null while it has not. On the event loop. */
    protected abstract @Nullable Throwable failure();

    /** What a write that failed tells its caller. */
    protected abstract Throwable explain(Throwable cause);

    @Override
    protected final boolean inLoop() {
        return loop().inEventLoop();
    }

    @Override
    protected final void onLoop(Runnable work) {
        if (inLoop()) {
            work.run();
        } else {
            loop().execute(work);
        }
    }

    @Override
    public final void limits(StreamLimits own) {
        limits = own;
    }

    /** Those that it has besides its connection's, null for none. */
    protected final @Nullable StreamLimits ownLimits() {
        return limits;
    }

    @Override
    public final Mono<Void> sendHeaders(HeaderList fields, boolean end) {
        return write(promise -> writeHeaders(fields, end, promise));
    }

    @Override
    public Mono<Void> sendContinue() {
        return sendHeaders(CONTINUE, false);
    }

    @Override
    public final Mono<Void> sendData(ByteBuf content, boolean end) {
        return write(promise -> writeData(content, end, promise));
    }

    @Override
    public final Mono<Void> sendBody(Publisher<? extends ByteBuf> content) {
        return new BodySender(this, content);
    }

    @Override
    public final Mono<Void> sendFile(Path file, long position, long length) {
        return sendBody(FilePieces.of(file, position, length));
    }

    @Override
    public final Mono<Void> sendTrailers(HeaderList trailers) {
        return sendHeaders(trailers, true);
    }

    /** Does the work on the event loop, once a subscription. */
    protected final Mono<Void> write(Consumer<ChannelPromise> work) {
        return new LoopWrite(connection().channel(), this::explain, work);
    }

    final ChannelPromise newPromise() {
        return connection().channel().newPromise();
    }

    @Override
    public final void exchange(HeaderList head, @Nullable ByteBuf content, StreamReceiver who) {
        claim(who, content);
        if (inLoop()) {
            exchangeOnLoop(head, content, who);
        } else {
            loop().execute(() -> exchangeOnLoop(head, content, who));
        }
    }

    private void exchangeOnLoop(HeaderList head, @Nullable ByteBuf content, StreamReceiver who) {
        ChannelPromise sent = newPromise();
        writeHeaders(head, content == null, sent);
        Throwable refused = sent.cause();
        if (refused != null) {
            if (content != null) {
                content.release();
            }
            exchangeFailed(explain(refused));
        } else if (content != null) {
            writeData(content, true, newPromise());
        }
        inbox().receiver(who);
    }

    /** Nothing was sent. The receiver of a request that is whole cannot hear of it, but its client must. */
    private void exchangeFailed(Throwable reason) {
        if (!inbox().told()) {
            inbox().breakOff(reason);
        } else if (failure() == null) {
            Operators.onErrorDropped(reason, Context.empty());
            reset(Http2Error.INTERNAL_ERROR);
        }
    }

    /** As in {@code stream 5 OPEN}. */
    @Override
    public final String toString() {
        return "stream " + id() + ' ' + state();
    }
}
