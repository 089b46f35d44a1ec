/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.Map;
import java.util.function.Function;

import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageReader;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.error.BodyTypeException;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.transport.TransportResponse;

/** A body read as objects of one type, by the codec for that and for the type of the content. */
record BodyObjects(
        BodyCodecs codecs,
        int maxBytes,
        HopId hop,
        TransportResponse answer,
        ResolvableType type,
        Function<DataBufferLimitException, HttpExchangeException> tooLarge) {

    <T> Mono<T> mono() {
        return this.<T>reader()
                .flatMap(reader -> reader.readMono(type, message(), Map.of()))
                .onErrorMap(DataBufferLimitException.class, tooLarge);
    }

    <T> Flux<T> flux() {
        return this.<T>reader()
                .flatMapMany(reader -> reader.read(type, message(), Map.of()))
                .onErrorMap(DataBufferLimitException.class, tooLarge);
    }

    private BodyCodecs.Message message() {
        return new BodyCodecs.Message(answer.headers(), answer.body());
    }

    @SuppressWarnings("unchecked") // who says that it reads the type does
    private <T> Mono<HttpMessageReader<T>> reader() {
        return codecs.reader(type, contentType(), maxBytes)
                .map(reader -> (HttpMessageReader<T>) reader)
                .switchIfEmpty(Mono.error(this::noReader));
    }

    private BodyTypeException noReader() {
        answer.release();
        return new BodyTypeException(
                hop,
                "no codec reads " + type + " from content of the type " + contentType(),
                "Put a library for it on the class path, such as Jackson for JSON, or read the body as text.");
    }

    private MediaType contentType() {
        try {
            MediaType announced = answer.headers().getContentType();
            return announced == null ? MediaType.APPLICATION_OCTET_STREAM : announced;
        } catch (InvalidMediaTypeException e) {
            return MediaType.APPLICATION_OCTET_STREAM; // what cannot be read says nothing
        }
    }
}
