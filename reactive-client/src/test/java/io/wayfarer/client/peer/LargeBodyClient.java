/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.peer;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.transport.PooledTransport;

/**
 * A process of its own, so that its heap can be small: reads a body that is larger than that, and sends one. Prints how many
 * octets came.
 */
final class LargeBodyClient {

    private static final byte[] PIECE = new byte[64 * 1024];

    private LargeBodyClient() {}

    /** @param arguments the way, the URL, and how many octets are sent; none for a GET */
    public static void main(String[] arguments) {
        PooledTransport transport =
                new PooledTransport(Way.valueOf(arguments[0]).settings());
        ReactiveHttpClient http =
                ReactiveHttpClient.builder().transport(transport).build();
        long upload = Long.parseLong(arguments[2]);
        RequestSpec request = upload == 0
                ? http.get(arguments[1]).header("Accept-Encoding", "identity")
                : http.post(arguments[1]).body(content(upload), MediaType.APPLICATION_OCTET_STREAM);
        AtomicLong received = new AtomicLong();
        request.bodyAsFlux()
                .doOnNext(piece -> {
                    received.addAndGet(piece.readableByteCount());
                    DataBufferUtils.release(piece);
                })
                .blockLast();
        System.out.println("received " + received);
        System.exit(0);
    }

    private static Flux<DataBuffer> content(long octets) {
        return Flux.generate(() -> octets, (left, sink) -> {
            int length = (int) Math.min(left, PIECE.length);
            if (length == 0) {
                sink.complete();
            } else {
                sink.next(DefaultDataBufferFactory.sharedInstance.wrap(ByteBuffer.wrap(PIECE, 0, length)));
            }
            return left - length;
        });
    }
}
