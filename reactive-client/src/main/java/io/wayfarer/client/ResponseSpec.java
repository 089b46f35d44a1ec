/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.error.HttpStatusException;

/**
 * The ways to send a request and to have its answer. Nothing is sent before a subscription, and each subscription sends
 * anew.
 *
 * <p>The methods whose names begin with {@code body} expect success: an answer of 400 or above is an
 * {@link HttpStatusException}. {@link #exchange} takes any answer. Both deliver on an event loop; do not block there.
 */
public abstract sealed class ResponseSpec permits RequestTerms {

    final Engine engine;
    final HttpRequest request;

    /** What is still to be written by a codec; null for most. */
    final @Nullable ObjectBody object;

    ResponseSpec(Engine engine, HttpRequest request, @Nullable ObjectBody object) {
        this.engine = engine;
        this.request = request;
        this.object = object;
    }

    private Mono<HttpRequest> written(ObjectBody body) {
        return engine.codecs().body(body, request.headers().getContentType()).map(request::body);
    }

    /**
     * Sends, and hands the answer to a function, whatever its status. What the function leaves of the body is released
     * when its Mono ends.
     *
     * <pre>{@code
     * Mono<Integer> size = http.get(url).exchange(answer -> answer.bodyAsBytes().map(bytes -> bytes.length));
     * }</pre>
     */
    public final <T> Mono<T> exchange(Function<HttpResponse, ? extends Mono<T>> handler) {
        return object == null
                ? new HandledAnswer<>(engine, request, handler)
                : written(object).flatMap(whole -> new HandledAnswer<>(engine, whole, handler));
    }

    /** As {@link #exchange}, for a function that answers with many values. */
    public final <T> Flux<T> exchangeToFlux(Function<HttpResponse, ? extends Publisher<T>> handler) {
        Mono<HttpResponse> pending = object == null
                ? new PendingAnswer(engine, request)
                : written(object).flatMap(whole -> new PendingAnswer(engine, whole));
        return pending.flatMapMany(
                        response -> Flux.defer(() -> handler.apply(response)).doFinally(end -> response.release()))
                .doOnDiscard(HttpResponse.class, HttpResponse::release);
    }

    private <T> Mono<T> body(Function<HttpResponse, Mono<T>> reading) {
        return exchange(response -> response.error() ? refused(response) : reading.apply(response));
    }

    private <T> Flux<T> bodyAsMany(Function<HttpResponse, Flux<T>> reading) {
        return exchangeToFlux(response -> response.error() ? refused(response) : reading.apply(response));
    }

    /** The body as text; see {@link HttpResponse#bodyAsString()}. */
    public final Mono<String> bodyAsString() {
        return body(HttpResponse::bodyAsString);
    }

    /** The body in memory; see {@link HttpResponse#bodyAsBytes()}. */
    public final Mono<byte[]> bodyAsBytes() {
        return body(HttpResponse::bodyAsBytes);
    }

    /** The body as it comes; see {@link HttpResponse#bodyAsFlux()}. */
    public final Flux<DataBuffer> bodyAsFlux() {
        return bodyAsMany(HttpResponse::bodyAsFlux);
    }

    /** The body as an object; see {@link HttpResponse#bodyTo(Class)}. */
    public final <T> Mono<T> bodyTo(Class<T> type) {
        return body(response -> response.bodyTo(type));
    }

    /** The body as an object; see {@link HttpResponse#bodyTo(ParameterizedTypeReference)}. */
    public final <T> Mono<T> bodyTo(ParameterizedTypeReference<T> type) {
        return body(response -> response.bodyTo(type));
    }

    /** The body as many objects; see {@link HttpResponse#bodyToFlux(Class)}. */
    public final <T> Flux<T> bodyToFlux(Class<T> type) {
        return bodyAsMany(response -> response.bodyToFlux(type));
    }

    /** The body as many objects; see {@link HttpResponse#bodyToFlux(ParameterizedTypeReference)}. */
    public final <T> Flux<T> bodyToFlux(ParameterizedTypeReference<T> type) {
        return bodyAsMany(response -> response.bodyToFlux(type));
    }

    /** The body line by line; see {@link HttpResponse#bodyAsLines()}. */
    public final Flux<String> bodyAsLines() {
        return bodyAsMany(HttpResponse::bodyAsLines);
    }

    /** The body as server-sent events; see {@link HttpResponse#bodyAsEvents(Class)}. */
    public final <T> Flux<ServerSentEvent<T>> bodyAsEvents(Class<T> data) {
        return bodyAsMany(response -> response.bodyAsEvents(data));
    }

    /** No body: whatever comes is discarded, as by {@link HttpResponse#discard()}. */
    public final Mono<Void> bodyDiscarded() {
        return body(HttpResponse::discard);
    }

    /** The body in a file; see {@link HttpResponse#bodyTo(Path)}. */
    public final Mono<Path> bodyTo(Path file) {
        return body(response -> response.bodyTo(file));
    }

    /** The body in a file, with its progress; see {@link HttpResponse#bodyTo(Path, Consumer)}. */
    public final Mono<Path> bodyTo(Path file, Consumer<BodyProgress> listener) {
        return body(response -> response.bodyTo(file, listener));
    }

    /** The body in a new file; see {@link HttpResponse#bodyToTemporaryFile()}. */
    public final Mono<Path> bodyToTemporaryFile() {
        return body(HttpResponse::bodyToTemporaryFile);
    }

    /**
     * Sends at once, and calls back: with the answer and its body, whatever the status, or with the failure, one of the two
     * and once. What the callback throws is a failure too.
     *
     * @return cancels the exchange; nobody is called afterwards
     */
    public final Disposable call(ResponseCallback callback, Consumer<? super Throwable> onFailure) {
        return exchange(response -> response.bodyAsString()
                        .doOnNext(body ->
                                callback.answered(body, response.status().value(), response)))
                .subscribe(body -> {}, onFailure);
    }

    /**
     * Sends at once, and waits for what the reading makes of the answer: for code that blocks.
     *
     * <pre>{@code
     * String page = http.get(url).await(ResponseSpec::bodyAsString);
     * }</pre>
     *
     * @return null when the reading ends empty
     * @throws IllegalStateException on a thread that must not wait, such as an event loop; nothing is sent then
     * @throws IOException what the exchange fails with
     */
    public final <T> @Nullable T await(Function<? super ResponseSpec, ? extends Mono<T>> reading) throws IOException {
        return BlockingCall.await(reading.apply(this));
    }

    /** How the answer was reached, whatever its status; the body is discarded. */
    public final Mono<Trace> trace() {
        return exchange(response -> response.discard().then(Mono.fromSupplier(response::trace)));
    }

    private static <T> Mono<T> refused(HttpResponse response) {
        return response.beginning(HttpStatusException.MAX_BODY_BYTES)
                .flatMap(body -> Mono.error(() -> new HttpStatusException(
                        response.hop(),
                        response.status(),
                        response.headers(),
                        body,
                        BodyText.decode(body, response.headers()),
                        "Use exchange(..) to read an answer whatever its status.")));
    }
}
