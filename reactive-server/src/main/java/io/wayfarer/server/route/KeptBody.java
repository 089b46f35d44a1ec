/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.io.ByteArrayOutputStream;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A request whose body is kept from the first time it is read, and handed out again to whoever asks next. Nothing is read
 * before somebody asks.
 */
final class KeptBody extends ServerHttpRequestDecorator {

    private final Mono<byte[]> kept;

    private KeptBody(ServerHttpRequest request, int mostBytes) {
        super(request);
        // Spring's own join releases the buffer that is too much twice, and with it one that is still being read.
        this.kept = request.getBody()
                .map(KeptBody::bytes)
                .collect(ByteArrayOutputStream::new, (all, bytes) -> add(bytes, all, mostBytes))
                .map(ByteArrayOutputStream::toByteArray)
                .cache();
    }

    /** The request with a body that is kept, or the request itself if nothing is to be kept or it is already. */
    static ServerRequest of(ServerRequest request, int mostBytes) {
        ServerWebExchange exchange = request.exchange();
        if (mostBytes == 0 || exchange.getRequest() instanceof KeptBody) {
            return request;
        }
        ServerWebExchange keeping = exchange.mutate()
                .request(new KeptBody(exchange.getRequest(), mostBytes))
                .build();
        return ServerRequest.create(keeping, request.messageReaders(), request.apiVersionStrategy());
    }

    private static void add(byte[] bytes, ByteArrayOutputStream all, int mostBytes) {
        if (all.size() + bytes.length > mostBytes) {
            throw new ContentTooLargeException(
                    new DataBufferLimitException("More than the " + mostBytes + " bytes that keepBody allows"));
        }
        all.writeBytes(bytes);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return kept.filter(bytes -> bytes.length > 0)
                .<DataBuffer>map(DefaultDataBufferFactory.sharedInstance::wrap)
                .flux();
    }
}
