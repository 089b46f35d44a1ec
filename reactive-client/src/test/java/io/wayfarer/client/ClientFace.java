/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import io.wayfarer.client.spring.RequestOptions;
import io.wayfarer.client.spring.WayfarerClientHttpConnector;
import io.wayfarer.client.spring.WayfarerClientHttpRequestFactory;

/** By whom requests are made: the client itself, and Spring's clients on top of it. */
public enum ClientFace {
    NATIVE {
        @Override
        public @Nullable String get(ReactiveHttpClient http, String url, UnaryOperator<RequestSpec> terms) {
            return terms.apply(http.get(url)).bodyAsString().block(PATIENCE);
        }
    },
    WEB_CLIENT {
        @Override
        public @Nullable String get(ReactiveHttpClient http, String url, UnaryOperator<RequestSpec> terms) {
            return webClient(http)
                    .get()
                    .uri(URI.create(url))
                    .attributes(RequestOptions.of(terms))
                    .retrieve()
                    .bodyToMono(String.class)
                    .block(PATIENCE);
        }
    },
    REST_CLIENT {
        @Override
        public @Nullable String get(ReactiveHttpClient http, String url, UnaryOperator<RequestSpec> terms) {
            return restClient(http)
                    .get()
                    .uri(URI.create(url))
                    .attributes(RequestOptions.of(terms))
                    .retrieve()
                    .body(String.class);
        }
    };

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The body as text; fails as the face does. */
    public final @Nullable String get(ReactiveHttpClient http, String url) {
        return get(http, url, UnaryOperator.identity());
    }

    /** As {@link #get(ReactiveHttpClient, String)}, with what this request wants otherwise. */
    public abstract @Nullable String get(ReactiveHttpClient http, String url, UnaryOperator<RequestSpec> terms);

    public static WebClient webClient(ReactiveHttpClient http) {
        return WebClient.builder()
                .clientConnector(new WayfarerClientHttpConnector(http))
                .build();
    }

    public static RestClient restClient(ReactiveHttpClient http) {
        return RestClient.builder()
                .requestFactory(new WayfarerClientHttpRequestFactory(http))
                .build();
    }
}
