/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.start;

import java.nio.file.Path;

import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.Trace;

// tag::catalogue[]
@Service
class Catalogue {

    private final ReactiveHttpClient http; // auto-configured, immutable, shared

    Catalogue(ReactiveHttpClient http) {
        this.http = http;
    }

    Mono<String> page(String url) {
        return http.get(url).bodyAsString();
    }

    Mono<Path> saved(String url, Path file) {
        return http.get(url).bodyTo(file);
    }

    Mono<String> ordered(String url, String name) {
        return http.post(url).form(form -> form.add("name", name)).bodyAsString();
    }

    Mono<Trace> how(String url) {
        return http.get(url).trace(); // each hop, and why
    }
}
// end::catalogue[]
