/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.body.RequestBody;

/** Keeps one transfer from being faster than {@code --limit-rate}. Used by one direction at a time. */
final class Pace {

    /** How much goes at once: what takes a tenth of a second. */
    private static final int PIECES_A_SECOND = 10;

    private final long bytesPerSecond;
    private final long beginNanos = System.nanoTime();
    private long bytes;

    private Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Empty where there is no limit. */
    static Optional<Pace> of(CommandLine line) throws FetchException {
        return Numbers.bytes(line, Option.LIMIT_RATE).filter(rate -> rate > 0).map(Pace::new);
    }

    /** The wait that so many bytes more make necessary. */
    Mono<Void> after(long more) {
        bytes += more;
        long dueNanos = (long) (bytes * 1e9 / bytesPerSecond);
        long waitNanos = dueNanos - (System.nanoTime() - beginNanos);
        return waitNanos <= 0
                ? Mono.empty()
                : Mono.delay(Duration.ofNanos(waitNanos)).then();
    }

    /** The same body, sent in small pieces. */
    RequestBody slowed(RequestBody body) {
        return body.absent()
                ? body
                : body.replayable()
                        ? RequestBody.replayable(() -> slowed(body.content()), body.length(), body.mediaType())
                        : RequestBody.stream(slowed(body.content()), body.length(), body.mediaType());
    }

    private Flux<DataBuffer> slowed(Publisher<DataBuffer> content) {
        return Flux.from(content)
                .concatMapIterable(this::pieces, 1)
                .concatMap(
                        piece -> Flux.just(piece)
                                .concatWith(after(piece.readableByteCount()).cast(DataBuffer.class)),
                        1);
    }

    private List<DataBuffer> pieces(DataBuffer buffer) {
        List<DataBuffer> pieces = new ArrayList<>();
        int most = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytesPerSecond / PIECES_A_SECOND));
        while (buffer.readableByteCount() > 0) {
            byte[] piece = new byte[Math.min(most, buffer.readableByteCount())];
            buffer.read(piece);
            pieces.add(DefaultDataBufferFactory.sharedInstance.wrap(piece));
        }
        DataBufferUtils.release(buffer);
        return pieces;
    }
}
