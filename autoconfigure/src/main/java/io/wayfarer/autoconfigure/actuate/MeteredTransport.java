/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.HopReason;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.transport.PoolUse;
import io.wayfarer.client.transport.Transport;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;

/**
 * Times every hop, until the head of its answer, as {@code wayfarer.client.hops}. Spring's own
 * {@code http.client.requests} times the exchange as a whole; this shows what redirects cost.
 *
 * <p>Tags: {@code outcome} (SUCCESS, REDIRECTION and so on, or the name of the failure), {@code protocol},
 * {@code reason} (the {@link HopReason}, such as user or auth-challenge) and {@code route} (direct, alternative or proxy). None
 * of them depends on what a server or a user sends.
 */
final class MeteredTransport implements Transport {

    static final String NAME = "wayfarer.client.hops";

    private static final String UNKNOWN = "UNKNOWN";

    private final Transport transport;
    private final MeterRegistry registry;
    private final Meter.MeterProvider<Timer> timers;

    MeteredTransport(Transport transport, MeterRegistry registry) {
        this.transport = transport;
        this.registry = registry;
        this.timers = Timer.builder(NAME)
                .description("Requests of Wayfarer's clients, redirects one by one, until the head of the answer")
                .withRegistry(registry);
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        return Mono.defer(() -> {
            Measured hop = new Measured(request, Timer.start(registry));
            return transport
                    .exchange(request)
                    .doOnNext(answer ->
                            hop.ended(outcome(answer.status()), protocol(answer.protocol()), taken(answer, request)))
                    .doOnError(failure -> hop.ended(failureName(failure), UNKNOWN, asked(request)))
                    .doOnCancel(() -> hop.ended("CANCELLED", UNKNOWN, asked(request)));
        });
    }

    @Override
    public Mono<Void> warmUp(TransportRequest request, int connections) {
        return transport.warmUp(request, connections);
    }

    @Override
    public PoolUse use() {
        return transport.use();
    }

    /** One hop; its end counts once, since whoever has the answer may still cancel. */
    private final class Measured {

        private final TransportRequest request;
        private final Timer.Sample sample;
        private final AtomicBoolean ended = new AtomicBoolean();

        Measured(TransportRequest request, Timer.Sample sample) {
            this.request = request;
            this.sample = sample;
        }

        void ended(String outcome, String protocol, String route) {
            if (ended.compareAndSet(false, true)) {
                sample.stop(timers.withTags(
                        "outcome",
                        outcome,
                        "protocol",
                        protocol,
                        "reason",
                        reason(request.hop().reason()),
                        "route",
                        route));
            }
        }
    }

    private static String asked(TransportRequest request) {
        return request.route().proxy() == null ? "direct" : "proxy";
    }

    private static String taken(TransportResponse answer, TransportRequest request) {
        Route route = answer.route();
        return route == null || route.alternatives().isEmpty() ? asked(request) : "alternative";
    }

    private static String reason(HopReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> UNKNOWN;
        };
    }

    /** The versions that a client can speak, and no text of a peer's making. */
    private static String protocol(String protocol) {
        return switch (protocol.toUpperCase(Locale.ROOT)) {
            case "HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3" -> protocol.toUpperCase(Locale.ROOT);
            case "HTTP/2.0" -> "HTTP/2";
            case "HTTP/3.0" -> "HTTP/3";
            default -> UNKNOWN;
        };
    }

    private static String failureName(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return name.isEmpty() ? UNKNOWN : name;
    }

    /** The decorated one's, for diagnostics. */
    @Override
    public String toString() {
        return transport.toString();
    }
}
