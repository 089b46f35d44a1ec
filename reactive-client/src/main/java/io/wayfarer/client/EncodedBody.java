/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.body.RequestBody;

/** Takes what a codec writes, and makes it a body. For one message. */
final class EncodedBody implements ReactiveHttpOutputMessage {

    private final HttpHeaders headers = new HttpHeaders();
    private Publisher<? extends DataBuffer> written = Flux.empty();

    private EncodedBody() {}

    @SuppressWarnings("unchecked") // who says that it writes the type does
    static Mono<RequestBody> of(HttpMessageWriter<?> writer, ObjectBody object, @Nullable MediaType content) {
        return Mono.defer(() -> {
            EncodedBody message = new EncodedBody();
            return ((HttpMessageWriter<Object>) writer)
                    .write((Publisher<Object>) object.objects(), object.type(), content, message, Map.of())
                    .then(Mono.defer(() -> message.body(object.many())));
        });
    }

    private Mono<RequestBody> body(boolean many) {
        MediaType type = headers.getContentType();
        if (written instanceof Mono<? extends DataBuffer> whole) {
            return whole.map(buffer -> RequestBody.bytes(bytesOf(buffer), type))
                    .switchIfEmpty(Mono.fromSupplier(() -> RequestBody.bytes(new byte[0], type)));
        }
        Flux<DataBuffer> pieces = Flux.from(written);
        return Mono.just(
                many
                        ? RequestBody.stream(pieces, headers.getContentLength(), type)
                        : RequestBody.replayable(() -> pieces, headers.getContentLength(), type));
    }

    private static byte[] bytesOf(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public DataBufferFactory bufferFactory() {
        return DefaultDataBufferFactory.sharedInstance;
    }

    @Override
    public void beforeCommit(Supplier<? extends Mono<Void>> action) {
        // Codecs ask for nothing here: the message is not sent, but kept.
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        written = body;
        return Mono.empty();
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return writeWith(Flux.from(body).concatMap(piece -> piece));
    }

    @Override
    public Mono<Void> setComplete() {
        return Mono.empty();
    }
}
