/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.StringDecoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.ClientCodecConfigurer;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.util.ConcurrentLruCache;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.body.RequestBody;

/**
 * Spring's codecs for one client, made when a body is first asked for as an object: finding the libraries on the class path
 * takes longer than most exchanges.
 */
final class BodyCodecs {

    private static final int MAX_LIMITS = 8;

    private final Consumer<ClientCodecConfigurer> settings;
    private final int maxBytes;
    private volatile @Nullable ClientCodecConfigurer codecs;

    /** For the limits that requests have of their own; there are few different ones. */
    private final ConcurrentLruCache<Integer, ClientCodecConfigurer> limited =
            new ConcurrentLruCache<>(MAX_LIMITS, this::limited);

    /** @param maxBytes the largest object that is gathered in memory, unless the settings say otherwise */
    BodyCodecs(Consumer<ClientCodecConfigurer> settings, int maxBytes) {
        this.settings = settings;
        this.maxBytes = maxBytes;
    }

    Consumer<ClientCodecConfigurer> settings() {
        return settings;
    }

    private Mono<ClientCodecConfigurer> codecs() {
        ClientCodecConfigurer made = codecs;
        // Files are read from the class path for it, which no event loop may wait for.
        return made != null ? Mono.just(made) : Mono.fromCallable(this::made).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<ClientCodecConfigurer> codecs(int limit) {
        return limit == maxBytes
                ? codecs()
                : Mono.fromCallable(() -> limited.get(limit)).subscribeOn(Schedulers.boundedElastic());
    }

    private ClientCodecConfigurer limited(int limit) {
        ClientCodecConfigurer own = made().clone();
        own.defaultCodecs().maxInMemorySize(limit);
        return own;
    }

    private synchronized ClientCodecConfigurer made() {
        ClientCodecConfigurer made = codecs;
        if (made == null) {
            made = ClientCodecConfigurer.create();
            made.defaultCodecs().maxInMemorySize(maxBytes);
            settings.accept(made);
            codecs = made;
        }
        return made;
    }

    /**
     * What reads objects of a type from content of a type; empty when nothing does.
     *
     * @param limit the largest object that is gathered in memory
     */
    Mono<HttpMessageReader<?>> reader(ResolvableType type, MediaType content, int limit) {
        return codecs(limit)
                .flatMapIterable(ClientCodecConfigurer::getReaders)
                .filter(reader -> reader.canRead(type, content))
                .next();
    }

    /**
     * An object as a body: whole in memory where it is one value, else a stream.
     *
     * @param content the type to write it as; null for the first that a codec has for it
     */
    Mono<RequestBody> body(ObjectBody object, @Nullable MediaType content) {
        return codecs().flatMapIterable(ClientCodecConfigurer::getWriters)
                .filter(writer -> writer.canWrite(object.type(), content))
                .next()
                .switchIfEmpty(Mono.error(() -> new IllegalArgumentException("body: " + object.type() + " as "
                        + (content == null ? "any type" : content)
                        + " (expected: what a codec on the class path writes, such as Jackson for JSON)")))
                .flatMap(writer -> EncodedBody.of(writer, object, content));
    }

    /** Lines, without what ends them; the limit bounds one of them. */
    Flux<String> lines(Flux<DataBuffer> body, MediaType charset, int limit) {
        StringDecoder decoder = StringDecoder.textPlainOnly(List.of("\r\n", "\n"), true);
        decoder.setMaxInMemorySize(limit);
        return decoder.decode(body, ResolvableType.forClass(String.class), charset, Map.of());
    }

    /** An answer as codecs see it. */
    record Message(HttpHeaders headers, Flux<DataBuffer> body) implements ReactiveHttpInputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return body;
        }
    }
}
