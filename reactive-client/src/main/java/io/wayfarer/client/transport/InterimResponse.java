/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.hop.HopId;

/**
 * A head that came before the answer (RFC 9110 section 15.2), such as 103 Early Hints (RFC 8297). Nothing in it is learnt
 * by policies: its fields are hints.
 *
 * @param hop the request that it belongs to, which may be one of a chain of redirects
 * @param status 100 to 199, never 101
 * @param headers read-only
 */
public record InterimResponse(HopId hop, int status, HttpHeaders headers) {}
