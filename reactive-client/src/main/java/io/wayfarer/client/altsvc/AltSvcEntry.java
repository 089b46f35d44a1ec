/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.altsvc;

import java.time.Instant;

import io.wayfarer.client.url.Origin;

/**
 * One alternative of one server.
 *
 * @param origin of the server, always https
 * @param protocol what is spoken there, as ALPN calls it: {@code h3}, {@code h2}, {@code http/1.1}
 * @param host in lower case; IPv6 in brackets
 * @param persist whether the server wants it to outlive a change of networks; remembered, and of no effect here, where networks
 *     are not watched
 */
public record AltSvcEntry(Origin origin, String protocol, String host, int port, Instant expires, boolean persist) {}
