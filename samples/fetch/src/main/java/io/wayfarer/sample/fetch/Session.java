/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.wayfarer.client.ReactiveHttpClient;

/**
 * What the transfers of one run share.
 *
 * @param dumpedHeaders where {@code -D} wants the heads of answers; empty without it
 * @param verbose where {@code -v} speaks; empty without it
 * @param maxTime longest time for a transfer; empty for any time
 */
record Session(
        CommandLine line,
        RequestPlan plan,
        ReactiveHttpClient client,
        List<Output> dumpedHeaders,
        List<Output> verbose,
        OutputStream standardOutput,
        Optional<Duration> maxTime) {}
