/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.error.HeadTooLargeException;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.HttpTransportException;
import io.wayfarer.protocol.header.HeaderList;

/** A request's body on its way, as fast as the server takes it. */
final class RequestUpload {

    private final HttpStream stream;
    private final RequestBody body;
    private final @Nullable Supplier<HttpHeaders> trailers;
    private final Context context;
    private @Nullable Disposable sending;

    /** Where the body waits for the server's consent: what lets it go, and what does so when the server says nothing. */
    private Sinks.@Nullable Empty<Void> consent;

    private @Nullable Future<?> patience;
    private volatile @Nullable Throwable ofTheBody;
    private volatile boolean whole;

    RequestUpload(HttpStream stream, TransportRequest request, Context context) {
        this.stream = stream;
        this.body = request.body();
        this.trailers = request.options().trailers();
        this.context = context;
    }

    /**
     * The whole body when it is one piece of known length that can be had without waiting; null when it has to be
     * subscribed to.
     *
     * @throws RuntimeException what the body throws
     */
    static @Nullable ByteBuf inMemory(RequestBody body, ByteBufAllocator allocator) {
        Optional<byte[]> array = body.array();
        if (array.isPresent()) {
            return Unpooled.wrappedBuffer(array.get());
        }
        if (body.length() < 0 || body.path().isPresent() || !(body.content() instanceof Callable<?> piece)) {
            return null;
        }
        try {
            Object buffer = piece.call();
            return buffer instanceof DataBuffer content ? bytesOf(content) : allocator.buffer(0, 0);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new BodyFailure(e);
        }
    }

    /** Carries what a request's body throws, which is passed on as it is. */
    static final class BodyFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BodyFailure(Exception cause) {
            super(cause);
        }
    }

    private static ByteBuf bytesOf(DataBuffer buffer) {
        return buffer.readableByteCount() == 0 ? Unpooled.EMPTY_BUFFER : NettyDataBufferFactory.toByteBuf(buffer);
    }

    /** @param longest how long the body waits for the server's consent; zero where it does not */
    void start(HeaderList head, Duration longest) {
        Mono<Void> content = trailers != null
                ? sendWith(trailers)
                : body.path()
                        .filter(file -> leavesFilesUnread(stream.connection()))
                        .map(this::sendFile)
                        .orElseGet(this::sendPieces);
        Mono<Void> begun = stream.sendHeaders(head, false).doOnError(RequestUpload::unsent, this::endFor);
        if (!longest.isZero()) {
            Sinks.Empty<Void> asked = Sinks.unsafe().empty();
            consent = asked;
            patience = stream.connection()
                    .channel()
                    .eventLoop()
                    .schedule(this::go, longest.toNanos(), TimeUnit.NANOSECONDS);
            begun = begun.then(asked.asMono());
        }
        sending = begun.then(content).subscribe(nothing -> {}, failure -> {}, () -> whole = true);
    }

    /** A head that was not sent is told to nobody else: there is no stream. Behind one that was, an answer may be. */
    private static boolean unsent(Throwable failure) {
        return !(failure instanceof HttpTransportException ended)
                || ended instanceof HeadTooLargeException
                || ended.unprocessed();
    }

    /** The server wants the body, or has said nothing for too long. On the event loop. */
    void go() {
        Sinks.Empty<Void> asked = consent;
        if (asked != null) {
            noMoreWaiting();
            asked.tryEmitEmpty();
        }
    }

    /**
     * The answer is there. A body that still waits is let go by a success, behind which a server may well read on, and is kept
     * back for good otherwise. On the event loop.
     *
     * @return whether it is kept back
     */
    boolean answered(int status) {
        boolean waits = consent != null;
        if (status / 100 == 2) {
            go();
            return false;
        }
        noMoreWaiting();
        return waits;
    }

    private void noMoreWaiting() {
        Future<?> timer = patience;
        if (timer != null) {
            timer.cancel(false);
        }
        consent = null;
        patience = null;
    }

    /** Whether the operating system sends a file by itself: nothing has to see the octets on their way. */
    private static boolean leavesFilesUnread(HttpConnection connection) {
        return !connection.version().multiplexed() && connection.tls() == null;
    }

    private Mono<Void> sendFile(Path file) {
        return stream.sendFile(file, 0, body.length()).doOnError(failure -> {
            Throwable own = failure instanceof HttpTransportException ? shortened(file) : failure;
            if (own != null) {
                endFor(own);
            }
        });
    }

    /**
     * Whether a connection broke because the file ended too early. One look at its entry, and at once: what the peer does
     * about the end would otherwise be taken for the reason.
     */
    private @Nullable IOException shortened(Path file) {
        try {
            return Files.size(file) < body.length()
                    ? new IOException(file + " became shorter while it was sent")
                    : null;
        } catch (IOException gone) {
            return null; // a file that was open when it went is sent to its end
        }
    }

    private void endFor(Throwable failure) {
        ofTheBody = failure;
        stream.reset(Http2Error.CANCEL);
    }

    private Mono<Void> sendPieces() {
        return stream.sendBody(pieces());
    }

    private Flux<ByteBuf> pieces() {
        return Flux.from(body.content())
                .doOnError(failure -> ofTheBody = failure)
                .map(RequestUpload::bytesOf)
                // Spring closes the channel of a file when cancelled, and waits for a read that is under way.
                .cancelOn(Schedulers.boundedElastic())
                .contextWrite(outer -> outer.putAll(context.readOnly()));
    }

    private Mono<Void> sendWith(Supplier<HttpHeaders> section) {
        Mono<Void> end = Mono.defer(() -> stream.sendTrailers(Trailers.checked(section.get())))
                .doOnError(IllegalArgumentException.class, this::endFor);
        return pieces().concatMap(piece -> stream.sendData(piece, false), 0)
                .doOnDiscard(ByteBuf.class, ByteBuf::release)
                .then(end)
                .doOnError(failure -> {
                    if (ofTheBody != null) {
                        stream.reset(Http2Error.CANCEL);
                    }
                });
    }

    /** Sends nothing more; false when all was sent. */
    boolean stop() {
        noMoreWaiting();
        Disposable task = sending;
        if (whole || task == null) {
            return false;
        }
        if (ofTheBody == null) { // else it has ended by itself
            task.dispose();
        }
        return true;
    }

    /** What ended the exchange: the body's own failure, where that came first. */
    Throwable reasonFor(Throwable cause) {
        Throwable own = ofTheBody;
        return own == null ? cause : own;
    }
}
