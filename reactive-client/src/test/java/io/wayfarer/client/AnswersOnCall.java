/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.url.HttpUrl;

/** A server whose answers come when the test says so; each counts how often it was given up. */
final class AnswersOnCall implements Transport {

    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    final AtomicReference<@Nullable TransportRequest> last = new AtomicReference<>();
    private volatile Sinks.One<TransportResponse> next = Sinks.unsafe().one();

    /** A client of this or another transport; whole exchanges may take so long. */
    static ReactiveHttpClient client(Transport transport, Duration timeLimit) {
        return ReactiveHttpClient.builder()
                .transport(transport)
                .limits(new ClientLimits(timeLimit, 1000, 1000))
                .build();
    }

    static HttpRequest get(String url) {
        return HttpRequest.of(HttpMethod.GET, HttpUrl.parse(url));
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        return Mono.defer(() -> {
            last.set(request);
            requests.incrementAndGet();
            return next.asMono().doOnCancel(cancelled::incrementAndGet);
        });
    }

    Answer answer(int status, Flux<DataBuffer> body, String... fields) {
        HttpHeaders headers = new HttpHeaders();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        Answer answer = new Answer(status, headers, body, new AtomicInteger());
        Sinks.One<TransportResponse> asked = next;
        next = Sinks.unsafe().one();
        asked.tryEmitValue(answer);
        return answer;
    }

    void silence() {
        next.tryEmitEmpty();
    }

    record Answer(int status, HttpHeaders headers, Flux<DataBuffer> body, AtomicInteger released)
            implements TransportResponse {

        @Override
        public String protocol() {
            return "HTTP/1.1";
        }

        @Override
        public boolean authenticated() {
            return false;
        }

        @Override
        public void release() {
            released.incrementAndGet();
        }
    }
}
