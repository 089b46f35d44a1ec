/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.route;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/** The patterns that the observations of a server's requests name. */
final class ObservedPatterns implements ObservationHandler<ServerRequestObservationContext> {

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final BlockingQueue<String> patterns = new LinkedBlockingQueue<>();

    ObservedPatterns() {
        registry.observationConfig().observationHandler(this);
    }

    ObservationRegistry registry() {
        return registry;
    }

    /** Those of so many requests, and of more where there are some by then: an observation may end behind its answer. */
    List<String> patterns(int requests) throws InterruptedException {
        List<String> ended = new ArrayList<>();
        while (ended.size() < requests) {
            ended.add(String.valueOf(patterns.poll(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS)));
        }
        patterns.drainTo(ended);
        return ended;
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
