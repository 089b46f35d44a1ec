/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * TLS as HTTP wants it (RFC 8446, RFC 9113 section 9.2): which suites are offered, which version of HTTP is agreed upon by
 * ALPN (RFC 7301), which name is sent and which one the certificate must carry.
 *
 * <p>Start at {@link io.wayfarer.protocol.tls.ClientTls} and {@link io.wayfarer.protocol.tls.ServerTls}; each of them is
 * one context with its session cache, made once and used for many connections. The handshake itself is Netty's.
 */
@NullMarked
package io.wayfarer.protocol.tls;

import org.jspecify.annotations.NullMarked;
