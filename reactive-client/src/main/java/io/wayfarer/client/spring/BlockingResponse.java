/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

import io.wayfarer.client.HttpResponse;

/** An answer as blocking code reads it. */
final class BlockingResponse implements ClientHttpResponse {

    /** So many buffers are asked for ahead of the reader. */
    private static final int DEMAND = 16;

    private final HttpResponse response;
    private @Nullable InputStream body;

    BlockingResponse(HttpResponse response) {
        this.response = response;
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return response.status();
    }

    @Override
    public String getStatusText() {
        HttpStatus known = HttpStatus.resolve(response.status().value());
        return known == null ? "" : known.getReasonPhrase();
    }

    @Override
    public HttpHeaders getHeaders() {
        return response.headers();
    }

    @Override
    public InputStream getBody() {
        InputStream stream = body;
        if (stream == null) {
            stream = DataBufferUtils.subscriberInputStream(response.bodyAsFlux(), DEMAND);
            body = stream;
        }
        return stream;
    }

    /** Reads a short rest so that the connection can be used again; blocks, as all that a blocking client does. */
    @Override
    public void close() {
        if (body == null) {
            response.discard().block();
            return;
        }
        try {
            body.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
