/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.AbstractClientHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.body.RequestBody;

/**
 * Takes what {@code WebClient} writes. One value is kept as bytes, so that it can be sent again; a stream is handed on
 * unread.
 */
final class ConnectorRequest extends AbstractClientHttpRequest {

    private final HttpMethod method;
    private final URI uri;
    private RequestBody body = RequestBody.empty();

    ConnectorRequest(HttpMethod method, URI uri) {
        this.method = method;
        this.uri = uri;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public DataBufferFactory bufferFactory() {
        return DefaultDataBufferFactory.sharedInstance;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T getNativeRequest() {
        return (T) this;
    }

    RequestBody body() {
        return body;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> content) {
        return content instanceof Mono
                ? doCommit(() -> Mono.from(content).doOnNext(this::keep).then())
                : doCommit(() -> Mono.fromRunnable(
                        () -> body = RequestBody.stream(content, getHeaders().getContentLength(), null)));
    }

    private void keep(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        body = RequestBody.bytes(bytes, null);
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> content) {
        return writeWith(Flux.from(content).concatMap(Function.identity()));
    }

    @Override
    public Mono<Void> setComplete() {
        return doCommit();
    }

    @Override
    protected void applyHeaders() {
        // Read from getHeaders() when the exchange begins.
    }

    /** Cookies set by hand become the field they stand for, so that the rules for the caller's fields hold for them. */
    @Override
    protected void applyCookies() {
        if (getCookies().isEmpty()) {
            return;
        }
        String pairs = getCookies().values().stream()
                .flatMap(List::stream)
                .map(HttpCookie::toString)
                .collect(Collectors.joining("; "));
        getHeaders().add(HttpHeaders.COOKIE, pairs);
    }
}
