/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport.view;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;

import io.wayfarer.client.error.ResponseLimitException;
import io.wayfarer.client.error.Setting;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.transport.TransportResponse;

/** An answer whose body must not be longer than a limit, however it is read. One that says that it is, is not begun. */
public final class BoundedAnswer extends AnswerView {

    private final HopId hop;
    private final long maxBytes;

    private BoundedAnswer(TransportResponse answer, HopId hop, long maxBytes) {
        super(answer);
        this.hop = hop;
        this.maxBytes = maxBytes;
    }

    /**
     * The answer with its limit.
     *
     * @param maxBytes of the body as it comes, before it is decompressed; {@link Long#MAX_VALUE} for no limit
     */
    public static TransportResponse of(TransportResponse answer, HopId hop, long maxBytes) {
        return maxBytes == Long.MAX_VALUE ? answer : new BoundedAnswer(answer, hop, maxBytes);
    }

    @Override
    public Flux<DataBuffer> body() {
        return Flux.defer(() -> {
            if (announcedBytes(hop.method()) > maxBytes) {
                answer.release();
                return Flux.error(tooLong());
            }
            AtomicLong received = new AtomicLong();
            return answer.body().map(piece -> counted(piece, received));
        });
    }

    private DataBuffer counted(DataBuffer piece, AtomicLong received) {
        if (received.addAndGet(piece.readableByteCount()) > maxBytes) {
            DataBufferUtils.release(piece);
            throw Exceptions.propagate(tooLong());
        }
        return piece;
    }

    private ResponseLimitException tooLong() {
        return new ResponseLimitException(
                hop,
                ResponseLimitException.Part.ANSWER,
                maxBytes,
                "the body of the answer is longer than " + maxBytes + " bytes",
                "Raise " + Setting.ofRequest("limits.answer") + " if so much is expected.",
                null);
    }
}
