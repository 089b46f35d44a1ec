/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

/** What every contestant boils an answer down to, after it has read the body. */
record Answer(int status, long bodyBytes) {}
