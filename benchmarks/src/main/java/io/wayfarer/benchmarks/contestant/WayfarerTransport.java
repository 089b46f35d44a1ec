/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.transport.PooledTransport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportSettings;
import io.wayfarer.client.url.HttpUrl;

/** Our connections alone, without the policies above them: one hop, whatever it answers. */
final class WayfarerTransport implements Contestant {

    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final PooledTransport http1 = new PooledTransport(TransportSettings.defaults());
    private final PooledTransport http2 = new PooledTransport(
            TransportSettings.builder().http2PriorKnowledge(true).build());

    @Override
    public Exchange prepare(Call call) {
        HttpUrl url = HttpUrl.parse(call.url());
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.USER_AGENT, "Wayfarer");
        headers.set(HttpHeaders.ACCEPT, "*/*");
        HttpMethod method = call.body().isEmpty() ? HttpMethod.GET : HttpMethod.POST;
        RequestBody body = call.body()
                .map(bytes -> RequestBody.bytes(bytes, MediaType.APPLICATION_OCTET_STREAM))
                .orElseGet(RequestBody::empty);
        TransportRequest request = new TransportRequest(new HopId(1, method, url), headers, body, Route.DIRECT);
        PooledTransport transport = call.http2() ? http2 : http1;
        return new MonoExchange(() -> answer(transport, request));
    }

    private static Mono<Answer> answer(PooledTransport transport, TransportRequest request) {
        return transport
                .exchange(request)
                .flatMap(answer -> answer.bytes(MOST_BYTES).map(body -> new Answer(answer.status(), body.length)));
    }

    @Override
    public String transport() {
        return EventLoops.ofReactorNetty();
    }

    @Override
    public void close() {
        http1.dispose();
        http2.dispose();
    }
}
