/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * HTTP/3 (RFC 9114) as a client: connections over QUIC, on Netty's codec and its native library. Both are optional; begin at
 * {@link io.wayfarer.protocol.client.HttpConnector#connectByQuic}, which says whether they are there. The rules of fields and the
 * delivery of content are those of HTTP/2 (packages {@code section} and {@code delivery}).
 *
 * <p>Left out: servers, push, 0-RTT, and the dynamic table of QPACK, which is switched off in both directions.
 */
@NullMarked
package io.wayfarer.protocol.h3;

import org.jspecify.annotations.NullMarked;
