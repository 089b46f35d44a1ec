/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A server on the protocol module alone, as a command-line program: for clients and tools to be tried on, and to be read.
 *
 * <p>Start with {@link io.wayfarer.sample.protocol.ProtocolServer}. {@code CommandLine} reads the arguments,
 * {@code Answers} answers the requests.
 */
@NullMarked
package io.wayfarer.sample.protocol;

import org.jspecify.annotations.NullMarked;
