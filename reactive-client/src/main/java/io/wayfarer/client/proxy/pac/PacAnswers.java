/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.hop.Route;

/** Answers for a while; one too many takes the place of the one used longest ago. Thread-safe. */
final class PacAnswers {

    static final int MOST = 1000;

    private final Duration keep;
    private final Clock clock;
    private final Map<PacQuestion, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PacQuestion, Answer> eldest) {
            return size() > MOST;
        }
    };

    private record Answer(Route route, Instant until) {}

    PacAnswers(Duration keep, Clock clock) {
        this.keep = keep;
        this.clock = clock;
    }

    /** Null when there is none any more. */
    @Nullable
    Route get(PacQuestion question) {
        synchronized (answers) {
            Answer answer = answers.get(question);
            return answer == null || !clock.instant().isBefore(answer.until) ? null : answer.route;
        }
    }

    void put(PacQuestion question, Route route) {
        synchronized (answers) {
            answers.put(question, new Answer(route, clock.instant().plus(keep)));
        }
    }
}
