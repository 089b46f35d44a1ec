/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.engine;

import java.util.List;
import java.util.stream.IntStream;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;

/** Answers at once from memory: {@code /} with 200 and 200 bytes, {@code /3} with a redirect to {@code /2}, and so on. */
final class MemoryTransport implements Transport {

    private static final byte[] BYTES = new byte[200];

    private final Mono<TransportResponse> body = Mono.just(new MemoryAnswer(200, fields("Content-Length", "200")));
    private final List<Mono<TransportResponse>> redirects = IntStream.range(0, 3)
            .mapToObj(i ->
                    Mono.<TransportResponse>just(new MemoryAnswer(302, fields("Location", i == 0 ? "/" : "/" + i))))
            .toList();

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        char last = request.hop().url().path().charAt(request.hop().url().path().length() - 1);
        return last == '/' ? body : redirects.get(last - '1');
    }

    /** As many as servers send. */
    private static HttpHeaders fields(String name, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Date", "Sun, 06 Nov 1994 08:49:37 GMT");
        headers.set("Server", "memory");
        headers.set("Content-Type", "application/octet-stream");
        headers.set("Cache-Control", "no-store");
        headers.set("Vary", "Accept");
        headers.set(name, value);
        return HttpHeaders.readOnlyHttpHeaders(headers);
    }

    private record MemoryAnswer(int status, HttpHeaders headers) implements TransportResponse {

        @Override
        public String protocol() {
            return "HTTP/1.1";
        }

        @Override
        public boolean authenticated() {
            return false;
        }

        @Override
        public Flux<DataBuffer> body() {
            return status == 200 ? Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(BYTES)) : Flux.empty();
        }

        @Override
        public Mono<byte[]> bytes(int maxBytes) {
            return Mono.just(BYTES);
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }
}
