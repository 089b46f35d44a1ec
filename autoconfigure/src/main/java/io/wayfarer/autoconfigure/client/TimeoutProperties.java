/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Timeouts.
 *
 * @param connect Longest time for a TCP connection to come about.
 * @param response Longest silence of a server while its answer is awaited or read.
 * @param exchange Longest time for all hops together, up to the head of the last answer.
 * @param unread How long an answer may be left alone, its body neither begun nor released, before it is given up.
 */
record TimeoutProperties(
        @DefaultValue("10s") Duration connect,
        @DefaultValue("30s") Duration response,
        @DefaultValue("2m") Duration exchange,
        @DefaultValue("1m") Duration unread) {}
