/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One way to speak HTTP, whatever the version: a {@link io.wayfarer.protocol.connection.HttpConnection} carries
 * {@link io.wayfarer.protocol.connection.HttpStream}s, each of them one request and its answer.
 *
 * <p>Two ways to receive: {@link io.wayfarer.protocol.connection.StreamReader} with a {@code Mono} a step, and
 * {@link io.wayfarer.protocol.connection.StreamReceiver}, whose methods are called as things arrive and which costs
 * nothing beside. What only one version has is in {@code io.wayfarer.protocol.h1} and {@code io.wayfarer.protocol.h2}.
 */
@NullMarked
package io.wayfarer.protocol.connection;

import org.jspecify.annotations.NullMarked;
