/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportSettings;

/** Ours through its own face, every policy at its default: redirects, HSTS, cookies, proxies. */
final class Wayfarer implements Contestant {

    private final ReactiveHttpClient http1 = ReactiveHttpClient.create();
    private final ReactiveHttpClient http2 = withPriorKnowledge();

    /** Over one connection of HTTP/2 without TLS. */
    static ReactiveHttpClient withPriorKnowledge() {
        return ReactiveHttpClient.builder()
                .transport(new PooledTransport(
                        TransportSettings.builder().http2PriorKnowledge(true).build()))
                .build();
    }

    @Override
    public Exchange prepare(Call call) {
        ReactiveHttpClient client = call.http2() ? http2 : http1;
        String url = call.url();
        if (call.body().isEmpty()) {
            return new MonoExchange(() -> answer(client.get(url)));
        }
        byte[] body = call.body().get();
        return new MonoExchange(() -> answer(client.post(url).body(body, MediaType.APPLICATION_OCTET_STREAM)));
    }

    private static Mono<Answer> answer(RequestSpec request) {
        return request.exchange(response ->
                response.bodyAsBytes().map(body -> new Answer(response.status().value(), body.length)));
    }

    @Override
    public String transport() {
        return EventLoops.ofReactorNetty();
    }

    /** Its connections end with the process. */
    @Override
    public void close() {}
}
