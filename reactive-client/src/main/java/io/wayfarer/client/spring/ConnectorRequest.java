/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.HeaderFields;

/**
 * Takes what {@code WebClient} writes. One value is kept as bytes, so that it can be sent again; a stream is handed on
 * unread.
 *
 * <p>Not Spring's {@code AbstractClientHttpRequest}, which puts a chain of operators together to find out that there is
 * nothing to wait for.
 */
final class ConnectorRequest implements ClientHttpRequest {

    private final HttpMethod method;
    private final URI uri;
    private HttpHeaders headers = new HttpHeaders();
    private @Nullable MultiValueMap<String, HttpCookie> cookies;
    private @Nullable Map<String, Object> attributes;
    private @Nullable List<Supplier<? extends Mono<Void>>> beforeCommit;
    private boolean committed;
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

    /** Read-only once the request is complete. */
    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public MultiValueMap<String, HttpCookie> getCookies() {
        MultiValueMap<String, HttpCookie> made = cookies;
        if (made == null) {
            made = new LinkedMultiValueMap<>(2);
            cookies = made;
        }
        return made;
    }

    @Override
    public Map<String, Object> getAttributes() {
        Map<String, Object> made = attributes;
        if (made == null) {
            made = new HashMap<>(4);
            attributes = made;
        }
        return made;
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

    boolean hasAttributes() {
        return attributes != null && !attributes.isEmpty();
    }

    @Override
    public void beforeCommit(Supplier<? extends Mono<Void>> action) {
        List<Supplier<? extends Mono<Void>>> actions = beforeCommit;
        if (actions == null) {
            actions = new ArrayList<>(2);
            beforeCommit = actions;
        }
        actions.add(action);
    }

    @Override
    public boolean isCommitted() {
        return committed;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> content) {
        return content instanceof Mono
                ? commit(Mono.from(content).doOnNext(this::keep).then())
                : commit(Mono.fromRunnable(() -> body = RequestBody.stream(content, headers.getContentLength(), null)));
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
        return commit(Mono.empty());
    }

    /** The second to commit writes nothing. What needs no waiting is {@link Mono#empty()} itself. */
    private Mono<Void> commit(Mono<Void> writing) {
        if (committed) {
            return Mono.empty();
        }
        committed = true;
        List<Supplier<? extends Mono<Void>>> actions = beforeCommit;
        if (actions == null) {
            complete();
            return writing;
        }
        return Flux.fromIterable(actions)
                .concatMap(Supplier::get)
                .then(Mono.<Void>fromRunnable(this::complete))
                .then(writing);
    }

    /** Cookies set by hand become the field they stand for, so that the rules for the caller's fields hold for them. */
    private void complete() {
        if (cookies != null && !cookies.isEmpty()) {
            String pairs = cookies.values().stream()
                    .flatMap(List::stream)
                    .map(HttpCookie::toString)
                    .collect(Collectors.joining("; "));
            headers.add(HttpHeaders.COOKIE, pairs);
        }
        headers = HeaderFields.frozen(headers);
    }
}
