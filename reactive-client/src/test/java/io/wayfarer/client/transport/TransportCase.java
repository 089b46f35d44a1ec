/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.error.HttpExchangeException;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.fixture.LoopbackTls;

/** A transport that trusts the tests' servers and is not patient with proxies, and what it was answered. */
abstract class TransportCase {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final PooledTransport transport = new PooledTransport(TransportSettings.builder()
            .timeouts(all -> all.proxy(Duration.ofSeconds(3)))
            .tls(TlsSettings.defaults().trusting(LoopbackTls.localhost().trustManagerFactory()))
            .build());

    @AfterEach
    void close() {
        transport.dispose();
    }

    static TransportRequest get(String url, Route route) {
        return new TransportRequest(
                new HopId(1, HttpMethod.GET, HttpUrl.parse(url)), new HttpHeaders(), RequestBody.empty(), route);
    }

    static TransportRequest get(String url) {
        return get(url, Route.DIRECT);
    }

    record Seen(int status, String body, String protocol, boolean authenticated) {}

    final Seen exchange(TransportRequest request) {
        return exchange(transport, request);
    }

    static Seen exchange(PooledTransport by, TransportRequest request) {
        return Objects.requireNonNull(by.exchange(request)
                .flatMap(answer -> DataBufferUtils.join(answer.body())
                        .map(buffer -> {
                            String text = buffer.toString(StandardCharsets.UTF_8);
                            DataBufferUtils.release(buffer);
                            return text;
                        })
                        .defaultIfEmpty("")
                        .map(text -> new Seen(answer.status(), text, answer.protocol(), answer.authenticated())))
                .block(PATIENCE));
    }

    final <T extends HttpExchangeException> T failure(Class<T> type, PooledTransport by, TransportRequest request) {
        return Objects.requireNonNull(catchThrowableOfType(type, () -> {
            try {
                by.exchange(request)
                        .flatMap(answer ->
                                answer.body().doOnNext(DataBufferUtils::release).then())
                        .block(PATIENCE);
            } catch (RuntimeException e) {
                throw e.getCause() instanceof HttpExchangeException cause ? cause : e;
            }
        }));
    }

    final <T extends HttpExchangeException> T failure(Class<T> type, TransportRequest request) {
        return failure(type, transport, request);
    }
}
