/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.spring;

import java.net.URI;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

import io.wayfarer.client.ReactiveHttpClient;

/**
 * {@code RestClient} and {@code RestTemplate} on this client. Executing a request blocks, and so is refused on an event
 * loop.
 */
public final class WayfarerClientHttpRequestFactory implements ClientHttpRequestFactory {

    private final ReactiveHttpClient client;

    public WayfarerClientHttpRequestFactory(ReactiveHttpClient client) {
        this.client = client;
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
        return new BlockingRequest(client, uri, method);
    }

    /** The client behind this factory. */
    public ReactiveHttpClient client() {
        return client;
    }
}
