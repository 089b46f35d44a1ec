/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

import io.wayfarer.client.HttpResponse;

/** An answer as {@code WebClient} reads it. */
final class ConnectorResponse implements ClientHttpResponse {

    private final HttpResponse response;

    ConnectorResponse(HttpResponse response) {
        this.response = response;
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return response.status();
    }

    @Override
    public HttpHeaders getHeaders() {
        return response.headers();
    }

    @Override
    public MultiValueMap<String, ResponseCookie> getCookies() {
        return SetCookies.of(response.headers());
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return response.bodyAsFlux();
    }
}
