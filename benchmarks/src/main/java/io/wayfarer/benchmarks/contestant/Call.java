/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import java.util.Optional;

/**
 * What is to be asked.
 *
 * @param url absolute, http
 * @param body sent by POST; without it the call is a GET
 * @param followsRedirects whether 3xx answers are to be followed
 */
public record Call(String url, Optional<byte[]> body, boolean followsRedirects, boolean http2) {}
