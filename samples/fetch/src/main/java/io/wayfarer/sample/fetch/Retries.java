/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.HttpHeaders;

import io.wayfarer.protocol.grammar.HttpDate;

/**
 * Which transfers {@code --retry} begins again, and when. It begins the whole command for a URL again, whatever its method,
 * which the library on its own does not.
 *
 * @param most how often
 * @param delay before each; empty for a second, and then twice as long each time
 * @param maxTime since the first try; empty for any time
 */
record Retries(CommandLine line, int most, Optional<Duration> delay, Optional<Duration> maxTime) {

    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<ExitCode> TRANSIENT =
            Set.of(ExitCode.TIMEOUT, ExitCode.HOST_UNRESOLVED, ExitCode.PROXY_UNRESOLVED);
    private static final Duration LONGEST_OWN_DELAY = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 10;

    static Retries of(CommandLine line) throws FetchException {
        return new Retries(
                line,
                Numbers.wholeNumber(line, Option.RETRY).orElse(0),
                Numbers.seconds(line, Option.RETRY_DELAY),
                Numbers.seconds(line, Option.RETRY_MAX_TIME));
    }

    /**
     * How long to wait before the next try; empty when there is none.
     *
     * @param done the tries but the first
     * @param elapsed since the first one began
     */
    Optional<Duration> pause(TransferReport report, int done, Duration elapsed) {
        if (done >= most || !mayPass(report)) {
            return Optional.empty();
        }
        Optional<Duration> told = told(report);
        Duration from = elapsed.plus(told.orElse(Duration.ZERO));
        boolean tooLate = maxTime.isPresent() && from.compareTo(maxTime.get()) > 0;
        return tooLate ? Optional.empty() : told.or(() -> delay).or(() -> Optional.of(doubled(done)));
    }

    private boolean mayPass(TransferReport report) {
        Optional<FetchException> failure = report.failure();
        boolean answered = failure.isEmpty() || failure.get().code() == ExitCode.HTTP_ERROR;
        if (answered) {
            boolean passing = report.lastAnswer()
                    .map(answer -> PASSING.contains(answer.response().status()))
                    .orElse(false);
            return passing || (failure.isPresent() && line.has(Option.RETRY_ALL_ERRORS));
        }
        return line.has(Option.RETRY_ALL_ERRORS)
                || TRANSIENT.contains(failure.get().code())
                || (line.has(Option.RETRY_CONNREFUSED) && failure.get().code() == ExitCode.NO_CONNECTION);
    }

    private static Optional<Duration> told(TransferReport report) {
        String value = Variable.field(report, HttpHeaders.RETRY_AFTER).strip();
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value))).filter(time -> !time.isZero());
        }
        Clock clock = Clock.systemUTC();
        return HttpDate.parse(value, clock)
                .map(then -> Duration.between(clock.instant(), then))
                .filter(time -> !time.isNegative());
    }

    private static Duration doubled(int done) {
        Duration own = Duration.ofSeconds(1L << Math.min(done, DOUBLINGS));
        return own.compareTo(LONGEST_OWN_DELAY) > 0 ? LONGEST_OWN_DELAY : own;
    }
}
