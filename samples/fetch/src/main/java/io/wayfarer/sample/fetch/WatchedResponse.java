/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.hop.Route;
import io.wayfarer.client.transport.TransportResponse;

/**
 * An answer whose body is told to somebody as it comes, before it is decompressed.
 *
 * @param watcher may block, and must leave the buffers as they are
 */
record WatchedResponse(TransportResponse answer, Consumer<DataBuffer> watcher) implements TransportResponse {

    private static final int AHEAD = 4;

    static byte[] copied(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.toByteBuffer(ByteBuffer.wrap(bytes));
        return bytes;
    }

    @Override
    public Flux<DataBuffer> body() {
        return answer.body()
                .publishOn(Schedulers.boundedElastic(), AHEAD)
                .doOnNext(this::watch)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
    }

    private void watch(DataBuffer buffer) {
        try {
            watcher.accept(buffer);
        } catch (RuntimeException e) {
            DataBufferUtils.release(buffer);
            throw e;
        }
    }

    @Override
    public int status() {
        return answer.status();
    }

    @Override
    public String reasonPhrase() {
        return answer.reasonPhrase();
    }

    @Override
    public HttpHeaders headers() {
        return answer.headers();
    }

    @Override
    public String protocol() {
        return answer.protocol();
    }

    @Override
    public Optional<InetSocketAddress> peer() {
        return answer.peer();
    }

    @Override
    public @Nullable Route route() {
        return answer.route();
    }

    @Override
    public Optional<InetSocketAddress> localAddress() {
        return answer.localAddress();
    }

    @Override
    public Optional<SSLSession> tlsSession() {
        return answer.tlsSession();
    }

    @Override
    public boolean authenticated() {
        return answer.authenticated();
    }

    @Override
    public HttpHeaders trailers() {
        return answer.trailers();
    }

    @Override
    public void release() {
        answer.release();
    }
}
