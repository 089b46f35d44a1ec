/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.retry;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopReason;
import io.wayfarer.protocol.grammar.HttpDate;
import io.wayfarer.protocol.grammar.Methods;

/**
 * Sends a request again that was answered 429 (RFC 6585 section 4) or 503 (RFC 9110 section 15.6.4), by which a server says
 * that it has not done it. Only where that is safe: the method is idempotent (RFC 9110 section 9.2.2), and the body can be sent
 * again. Each repetition is a hop of the trace, with the reason {@link HopReason#RETRY}.
 *
 * <p>It waits as long as {@code Retry-After} says (RFC 9110 section 10.2.3), or else for half a second, twice as long each
 * time, with some chance in it so that clients do not come back together. A wait longer than allowed is not begun: the answer
 * stands. Waiting counts against the time limit of the exchange.
 */
public final class RetryPolicy implements HopPolicy {

    /** An exchange repeats no more often, whoever asks for it. */
    private static final int MOST = 4;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final int maxRetries;
    private final Duration maxWait;
    private final Duration firstWait;
    private final Clock clock;

    RetryPolicy(int maxRetries, Duration maxWait, Duration firstWait, Clock clock) {
        if (maxRetries < 1 || maxRetries > MOST) {
            throw new IllegalArgumentException("maxRetries: " + maxRetries + " (expected: 1 to " + MOST + ")");
        }
        if (maxWait.isNegative() || maxWait.isZero()) {
            throw new IllegalArgumentException("maxWait: " + maxWait + " (expected: > 0)");
        }
        this.maxRetries = maxRetries;
        this.maxWait = maxWait;
        this.firstWait = firstWait;
        this.clock = clock;
    }

    /**
     * Repeats so many times.
     *
     * @param maxRetries 1 to 4
     * @param maxWait longest wait before one of them
     */
    public static RetryPolicy of(int maxRetries, Duration maxWait) {
        return new RetryPolicy(maxRetries, maxWait, Duration.ofMillis(500), Clock.systemUTC());
    }

    /** Twice, and never after more than 30 seconds. */
    public static RetryPolicy standard() {
        return of(2, Duration.ofSeconds(30));
    }

    /**
     * What is kept of the answer before.
     *
     * @param count of the repetitions that this policy asked for
     * @param before the repetition that waits
     */
    private record Wait(int count, int before, Duration time) {}

    @Override
    public Mono<Void> prepare(Hop hop) {
        Wait wait = hop.kept(Wait.class);
        return wait == null || wait.before() != hop.repetition() || wait.time().isZero()
                ? Mono.empty()
                : Mono.delay(wait.time()).then();
    }

    @Override
    public void learn(Hop hop, HopAnswer answer) {
        if ((answer.status() != SERVICE_UNAVAILABLE && answer.status() != TOO_MANY_REQUESTS)
                || !Methods.isIdempotent(hop.method().name())
                || !(hop.body().absent() || hop.body().replayable())) {
            return;
        }
        Wait last = hop.kept(Wait.class);
        int count = last == null ? 0 : last.count();
        if (count == maxRetries) {
            return;
        }
        Duration time = waitFor(answer.headers().getFirst(HttpHeaders.RETRY_AFTER), count);
        if (time.compareTo(maxWait) <= 0) {
            hop.keep(Wait.class, new Wait(count + 1, hop.repetition() + 1, time));
            hop.repeat(HopReason.RETRY);
        }
    }

    private Duration waitFor(@Nullable String retryAfter, int count) {
        return retryAfter == null ? backoff(count) : told(retryAfter).orElseGet(() -> backoff(count));
    }

    private Optional<Duration> told(String retryAfter) {
        String value = retryAfter.strip();
        if (!value.isEmpty() && value.length() < 10 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        return HttpDate.parse(value, clock).map(then -> {
            Duration left = Duration.between(clock.instant(), then);
            return left.isNegative() ? Duration.ZERO : left;
        });
    }

    private Duration backoff(int count) {
        long longest = firstWait.toMillis() << count;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "RetryPolicy[maxRetries=" + maxRetries + ", maxWait=" + maxWait + "]";
    }
}
