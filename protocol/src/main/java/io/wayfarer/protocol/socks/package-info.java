/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * SOCKS as a client: version 4, its extension 4a, and version 5 (RFC 1928) with user name and password (RFC 1929).
 *
 * <p>Start at {@link io.wayfarer.protocol.socks.SocksProxy}, which connects; on a channel that is connected already, at
 * {@link io.wayfarer.protocol.socks.SocksNegotiation}. Left out: the commands BIND and UDP ASSOCIATE, and GSSAPI.
 */
@NullMarked
package io.wayfarer.protocol.socks;

import org.jspecify.annotations.NullMarked;
