/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/** The patterns that the observations of a server's requests name. */
final class ObservedPatterns implements ObservationHandler<ServerRequestObservationContext> {

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final List<String> patterns = new CopyOnWriteArrayList<>();

    ObservedPatterns() {
        registry.observationConfig().observationHandler(this);
    }

    ObservationRegistry registry() {
        return registry;
    }

    List<String> patterns() {
        return patterns;
    }

    @Override
    public void onStop(ServerRequestObservationContext context) {
        patterns.add(String.valueOf(context.getPathPattern()));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ServerRequestObservationContext;
    }
}
