/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.nio.charset.Charset;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * Reads a body in steps: so many bytes, so many characters, up to a delimiter; and puts back what was too much. Each step
 * is a Mono that does nothing before subscription, and is empty at the end of the body.
 *
 * <p>One step at a time: a second one fails with {@link IllegalStateException} while the first is waited for. A cancelled
 * step takes nothing. Bytes are read from the connection only when a step lacks some. Closing, or the end of the
 * exchange's function, gives up what is left; nothing has to be released.
 *
 * <p>Thread-safe, but for the order of {@link #unread} and a step that runs at the same time.
 */
public final class BodyReader implements AutoCloseable {

    private final Flux<DataBuffer> body;
    private final Charset charset;
    private final int maxBytes;
    private final LongFunction<? extends Throwable> tooLong;
    private final Arrivals arrivals = new Arrivals();

    // Guarded by this object.
    private final HeldBytes held = new HeldBytes();
    private @Nullable Step<?> waiting;
    private @Nullable Subscription subscription;
    private @Nullable Throwable failure;
    private boolean subscribed;
    private boolean asked;
    private boolean ended;

    BodyReader(Flux<DataBuffer> body, Charset charset, int maxBytes, LongFunction<? extends Throwable> tooLong) {
        this.body = body;
        this.charset = charset;
        this.maxBytes = maxBytes;
        this.tooLong = tooLong;
    }

    /** What comes next, as it came; never an empty array. */
    public Mono<byte[]> chunk() {
        return step(bytes -> bytes.size() == 0 ? null : bytes.take(bytes.size()));
    }

    /**
     * Exactly so many bytes, or the rest where the body ends before.
     *
     * @param bytes 1 to {@link ClientLimits#maxBodyBytes()}
     */
    public Mono<byte[]> read(int bytes) {
        checkCount("bytes", bytes);
        return step(there -> there.size() >= bytes || (ended && there.size() > 0)
                ? there.take(Math.min(bytes, there.size()))
                : null);
    }

    /**
     * Exactly so many characters (code points) in the charset of the answer, or the rest where the body ends before. Malformed
     * input becomes U+FFFD. Meant for charsets without modes, such as UTF-8; a byte order mark is a character.
     *
     * @param characters 1 to {@link ClientLimits#maxBodyBytes()}
     */
    public Mono<String> readChars(int characters) {
        checkCount("characters", characters);
        return step(there -> there.takeCharacters(characters, charset, ended));
    }

    /**
     * The text up to a delimiter, which is taken and not part of it. Empty when no delimiter comes: the rest can be read then
     * by {@link #rest()}. Fails with {@link io.wayfarer.client.error.ResponseLimitException} when none comes within
     * {@link ClientLimits#maxBodyBytes()}.
     */
    public Mono<String> readUntil(String delimiter) {
        return readUntil(delimiter.getBytes(charset), false).map(found -> new String(found, charset));
    }

    /** As {@link #readUntil(String)}, for bytes, and with the delimiter when it is wanted. */
    public Mono<byte[]> readUntil(byte[] delimiter, boolean include) {
        if (delimiter.length == 0) {
            throw new IllegalArgumentException("delimiter: empty (expected: at least 1 byte)");
        }
        byte[] wanted = delimiter.clone();
        return step(there -> {
            int begin = there.indexOf(wanted);
            if (begin < 0) {
                return null;
            }
            byte[] found = there.take(include ? begin + wanted.length : begin);
            if (!include) {
                there.take(wanted.length);
            }
            return found;
        });
    }

    /** All that is left, in memory; bounded as {@link HttpResponse#bodyAsBytes()}. Empty at the end. */
    public Mono<byte[]> rest() {
        return step(there -> ended && there.size() > 0 ? there.take(there.size()) : null);
    }

    /** Puts bytes in front of what comes next. */
    public synchronized void unread(byte[] bytes) {
        held.putBack(bytes);
    }

    /** Puts a text, in the charset of the answer, in front of what comes next. */
    public void unread(String text) {
        unread(text.getBytes(charset));
    }

    /** Gives up what is left, and with it the connection if there is more to come. */
    @Override
    public void close() {
        Subscription open;
        synchronized (this) {
            if (failure == null && !ended) {
                failure = new IllegalStateException("The reader of the body is closed.");
            }
            subscribed = true;
            open = subscription;
        }
        if (open != null) {
            open.cancel();
        }
    }

    private void checkCount(String name, int count) {
        if (count < 1 || count > maxBytes) {
            throw new IllegalArgumentException(name + ": " + count + " (expected: 1 to " + maxBytes + ")");
        }
    }

    /** Takes what a step wants, or nothing and null while there is not enough. */
    private interface Taking<T> {
        @Nullable
        T from(HeldBytes there);
    }

    private <T> Mono<T> step(Taking<T> taking) {
        return new Mono<>() {

            @Override
            public void subscribe(CoreSubscriber<? super T> actual) {
                actual.onSubscribe(new Step<>(actual, taking));
            }
        };
    }

    private void begin(Step<?> step) {
        boolean alone;
        synchronized (this) {
            alone = waiting == null;
            if (alone) {
                waiting = step;
            }
        }
        if (alone) {
            advance();
        } else {
            step.actual.onError(new IllegalStateException("a step of this reader is still waited for"));
        }
    }

    /** Lets the step that waits try; asks for more when it lacks some. */
    private void advance() {
        Runnable next;
        synchronized (this) {
            Step<?> step = waiting;
            next = step == null ? null : next(step);
        }
        if (next != null) {
            next.run();
        }
    }

    private <T> @Nullable Runnable next(Step<T> step) {
        T result = step.taking.from(held);
        if (result != null) {
            waiting = null;
            return () -> step.emit(result);
        }
        if (ended) {
            waiting = null;
            return step.actual::onComplete;
        }
        Throwable reason = failure;
        if (reason == null && held.size() > maxBytes) {
            reason = tooLong.apply(maxBytes);
        }
        if (reason != null) {
            Throwable why = reason;
            waiting = null;
            return () -> step.actual.onError(why);
        }
        if (asked) {
            return null;
        }
        asked = true;
        if (!subscribed) {
            subscribed = true;
            return () -> body.subscribe(arrivals);
        }
        Subscription open = subscription;
        return open == null ? null : () -> open.request(1);
    }

    private final class Step<T> implements Subscription {

        private final CoreSubscriber<? super T> actual;
        private final Taking<T> taking;

        Step(CoreSubscriber<? super T> actual, Taking<T> taking) {
            this.actual = actual;
            this.taking = taking;
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                begin(this);
            }
        }

        @Override
        public void cancel() {
            synchronized (BodyReader.this) {
                if (waiting == this) {
                    waiting = null;
                }
            }
        }

        void emit(T value) {
            actual.onNext(value);
            actual.onComplete();
        }
    }

    /** The one subscriber to the body. */
    private final class Arrivals implements CoreSubscriber<DataBuffer> {

        @Override
        public void onSubscribe(Subscription open) {
            boolean closed;
            synchronized (BodyReader.this) {
                subscription = open;
                closed = failure != null;
            }
            if (closed) {
                open.cancel();
            } else {
                open.request(1);
            }
        }

        @Override
        public void onNext(DataBuffer buffer) {
            synchronized (BodyReader.this) {
                asked = false;
                held.add(buffer);
            }
            DataBufferUtils.release(buffer);
            advance();
        }

        @Override
        public void onError(Throwable cause) {
            synchronized (BodyReader.this) {
                failure = cause;
            }
            advance();
        }

        @Override
        public void onComplete() {
            synchronized (BodyReader.this) {
                ended = true;
            }
            advance();
        }
    }
}
