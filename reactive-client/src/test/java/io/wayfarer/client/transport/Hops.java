/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;

/** Requests of tests, and their answers as text. */
final class Hops {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Hops() {}

    static TransportRequest get(URI url) {
        return of(HttpMethod.GET, url, RequestBody.empty());
    }

    static TransportRequest of(HttpMethod method, URI url, RequestBody body) {
        return new TransportRequest(
                new HopId(1, method, HttpUrl.parse(url.toString())), new HttpHeaders(), body, Route.DIRECT);
    }

    /** Status and body. */
    static Mono<String> answer(Transport transport, TransportRequest request) {
        return transport
                .exchange(request)
                .flatMap(answer -> answer.bytes(1 << 20)
                        .map(bytes -> answer.status() + " " + new String(bytes, StandardCharsets.UTF_8)));
    }

    static String got(Mono<String> answer) {
        return Objects.requireNonNull(answer.block(PATIENCE));
    }

    /** Without proxies that tunnels share. */
    static Connectors connectors(TransportSettings settings) {
        return new Connectors(settings, new ProxyLogin(), dialer -> {
            throw new AssertionError("no tunnel is shared here");
        });
    }
}
