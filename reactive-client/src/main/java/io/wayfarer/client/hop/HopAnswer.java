/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

import org.springframework.http.HttpHeaders;

/**
 * What came back on a hop, without the body.
 *
 * @param status three digits
 * @param headers read-only
 * @param authenticated true when it came over TLS and the server's certificate was verified against its name
 */
public record HopAnswer(int status, HttpHeaders headers, boolean authenticated) {}
