/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.redirect.RedirectPolicy;

/**
 * What the transfers of one run share.
 *
 * @param condition of {@code -z}
 * @param dumpedHeaders where {@code -D} wants the heads of answers; empty without it
 * @param wire who is told what goes out and comes in, for {@code -v} and {@code --trace}
 * @param messages where progress is shown
 * @param maxTime longest time for a transfer; empty for any time
 */
record Session(
        CommandLine line,
        Inputs inputs,
        RequestPlan plan,
        Function<RequestPlan, RedirectPolicy> redirects,
        ReactiveHttpClient client,
        Destination destination,
        Optional<TimeCondition> condition,
        List<Output> dumpedHeaders,
        Optional<WireLog> wire,
        Output messages,
        Optional<Duration> maxTime) {}
