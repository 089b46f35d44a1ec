/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.readme;

import java.net.URI;

import org.springframework.stereotype.Service;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

// tag::partner[]
@Service
class Partner {

    private final WebClient http;

    Partner(WebClient.Builder builder) {
        this.http = builder.build();
    }

    Mono<String> orders(URI url, String key) {
        return http.get().uri(url).header("X-API-Key", key).retrieve().bodyToMono(String.class);
    }
}
// end::partner[]
