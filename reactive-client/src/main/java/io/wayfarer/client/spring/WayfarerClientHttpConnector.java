/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import java.net.URI;
import java.util.function.Function;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;

import io.wayfarer.client.HttpRequest;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.url.HttpUrl;

/**
 * {@code WebClient} on this client: each request passes redirects, HSTS, cookies and proxies as if it were made by
 * {@link ReactiveHttpClient} itself. Failures arrive as the cause of a {@code WebClientRequestException}.
 *
 * <p>A body that {@code WebClient} writes as one value is sent again on 307 and 308; a streamed one cannot be, and the
 * redirect fails.
 */
public final class WayfarerClientHttpConnector implements ClientHttpConnector {

    private final ReactiveHttpClient client;

    public WayfarerClientHttpConnector(ReactiveHttpClient client) {
        this.client = client;
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
        return Mono.defer(() -> {
            ConnectorRequest request = new ConnectorRequest(method, uri);
            return requestCallback
                    .apply(request)
                    .then(Mono.defer(() -> client.exchange(asked(request))
                            .contextWrite(context -> context.putAllMap(request.getAttributes()))))
                    .map(ConnectorResponse::new);
        });
    }

    private static HttpRequest asked(ConnectorRequest request) {
        return HttpRequest.of(request.getMethod(), HttpUrl.of(request.getURI()))
                .headers(headers -> headers.putAll(request.getHeaders()))
                .body(request.body());
    }

    /** The client behind this connector. */
    public ReactiveHttpClient client() {
        return client;
    }
}
