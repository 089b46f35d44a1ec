/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;

/** {@code WebClient} over the connector Spring Boot gives it: Reactor Netty, compression and redirects on. */
final class StockWebClient implements Contestant {

    private static final int MAX_BODY_BYTES = 4 << 20;

    private final WebClient http1 = over(ClientHttpConnectorBuilder.reactor().build());
    private final WebClient http2 = over(ClientHttpConnectorBuilder.reactor()
            .withHttpClientCustomizer(client -> client.protocol(HttpProtocol.H2C))
            .build());

    static WebClient over(ClientHttpConnector connector) {
        return WebClient.builder()
                .clientConnector(connector)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_BODY_BYTES))
                .build();
    }

    static Exchange prepare(WebClient client, Call call) {
        String url = call.url();
        if (call.body().isEmpty()) {
            return new MonoExchange(() -> answer(client.get().uri(url)));
        }
        byte[] body = call.body().get();
        return new MonoExchange(() -> answer(client.post()
                .uri(url)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(body)));
    }

    private static Mono<Answer> answer(WebClient.RequestHeadersSpec<?> request) {
        return request.retrieve().toEntity(byte[].class).map(StockWebClient::answer);
    }

    private static Answer answer(ResponseEntity<byte[]> entity) {
        byte[] body = entity.getBody();
        return new Answer(entity.getStatusCode().value(), body == null ? 0 : body.length);
    }

    @Override
    public Exchange prepare(Call call) {
        return prepare(call.http2() ? http2 : http1, call);
    }

    @Override
    public String transport() {
        return EventLoops.ofReactorNetty();
    }

    /** Its connections are Reactor Netty's process-wide ones and end with the process. */
    @Override
    public void close() {}
}
