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
            Mono<Void> written = requestCallback.apply(request);
            return isReady(written) ? sent(request) : written.then(Mono.defer(() -> sent(request)));
        });
    }

    @SuppressWarnings("ReferenceEquality") // there is one empty Mono, and there is nothing to wait for in it
    private static boolean isReady(Mono<Void> written) {
        return written == Mono.<Void>empty();
    }

    private Mono<ClientHttpResponse> sent(ConnectorRequest request) {
        HttpUrl url = client.url(request.getURI().toString());
        HttpRequest asked = HttpRequest.of(request.getMethod(), url)
                .fields(request.getHeaders())
                .body(request.body());
        if (!request.hasAttributes()) {
            return client.exchange(asked).map(ConnectorResponse::new);
        }
        return client.exchange(RequestOptions.applied(request.getAttributes(), client, asked))
                .<ClientHttpResponse>map(ConnectorResponse::new)
                .contextWrite(context -> context.putAllMap(request.getAttributes()));
    }

    /** The client behind this connector. */
    public ReactiveHttpClient client() {
        return client;
    }
}
