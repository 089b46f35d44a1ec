/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Route;

/**
 * All that goes out on one hop.
 *
 * @param hop method and URL
 * @param headers complete but for {@code Host} and framing
 * @param route how to get there
 * @param options what this request wants otherwise
 */
public record TransportRequest(
        HopId hop, HttpHeaders headers, RequestBody body, Route route, TransportOptions options) {

    /** Without options. */
    public TransportRequest(HopId hop, HttpHeaders headers, RequestBody body, Route route) {
        this(hop, headers, body, route, TransportOptions.none());
    }

    /** The same request by another route. */
    TransportRequest by(Route other) {
        return new TransportRequest(hop, headers, body, other, options);
    }
}
