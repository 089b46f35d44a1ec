/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.wayfarer.benchmarks.contestant.Exchange;
import io.wayfarer.benchmarks.contestant.Reply;

/**
 * One stretch of load: each caller sends a request, waits for its answer and sends the next, on the thread that brought
 * the answer, until time is up. What is in flight then is waited for and counts.
 */
final class Round {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Scenario scenario;
    private final Exchange exchange;
    private final CountDownLatch running;
    private final ExecutorService afterFailures;
    private volatile boolean over;

    private Round(Scenario scenario, Exchange exchange, ExecutorService afterFailures) {
        this.scenario = scenario;
        this.exchange = exchange;
        this.afterFailures = afterFailures;
        running = new CountDownLatch(scenario.callers());
    }

    /**
     * Runs for the given time, blocking the caller.
     *
     * @throws IllegalStateException if exchanges are still unanswered 20 s after the end
     */
    static Measurement run(Scenario scenario, Exchange exchange, Duration time) throws InterruptedException {
        ExecutorService afterFailures = Executors.newSingleThreadExecutor();
        try {
            return new Round(scenario, exchange, afterFailures).run(time);
        } finally {
            afterFailures.shutdownNow();
        }
    }

    private Measurement run(Duration time) throws InterruptedException {
        List<Caller> callers =
                Stream.generate(Caller::new).limit(scenario.callers()).toList();
        Usage before = Usage.now();
        long start = System.nanoTime();
        callers.forEach(Caller::next);
        if (running.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("the callers ended before their time");
        }
        over = true;
        if (!running.await(GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException(running.getCount() + " exchanges never ended");
        }
        long wallNanos = System.nanoTime() - start;
        return sum(callers, Usage.now(), before, wallNanos);
    }

    private static Measurement sum(List<Caller> callers, Usage after, Usage before, long wallNanos) {
        LatencyHistogram latencies = new LatencyHistogram();
        callers.forEach(caller -> latencies.add(caller.latencies));
        return new Measurement(
                callers.stream().mapToLong(caller -> caller.operations).sum(),
                callers.stream().mapToLong(caller -> caller.errors).sum(),
                after.cpuNanosSince(before),
                after.allocatedBytesSince(before),
                after.compilerNanosSince(before),
                wallNanos,
                latencies.quantileNanos(0.50),
                latencies.quantileNanos(0.99),
                callers.stream()
                        .map(caller -> caller.firstError)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(""));
    }

    /** Its fields pass from thread to thread with the exchange, so they need no lock: one exchange at a time. */
    private final class Caller implements Reply {

        private final LatencyHistogram latencies = new LatencyHistogram();
        private long startedAt;
        private long operations;
        private long errors;
        private @Nullable String firstError;

        void next() {
            if (over) {
                running.countDown();
                return;
            }
            startedAt = System.nanoTime();
            try {
                exchange.start(this);
            } catch (RuntimeException failure) {
                failed(failure);
            }
        }

        @Override
        public void answered(int status, long bodyBytes) {
            if (!scenario.isAnsweredBy(status, bodyBytes)) {
                error("answered " + status + " with " + bodyBytes + " bytes");
                return;
            }
            operations++;
            latencies.record(System.nanoTime() - startedAt);
            next();
        }

        @Override
        public void failed(Throwable failure) {
            error(failure.toString());
        }

        /** A failure may come before {@code start} has returned: going on from another thread keeps the stack flat. */
        private void error(String reason) {
            errors++;
            if (firstError == null) {
                firstError = reason;
            }
            afterFailures.execute(this::next);
        }
    }
}
