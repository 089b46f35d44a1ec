/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * HTTP Strict Transport Security (RFC 6797): hosts that said over TLS that they are to be reached over TLS alone.
 * {@link io.wayfarer.client.hsts.HstsPolicy} upgrades http to https and ws to wss and learns from answers;
 * {@link io.wayfarer.client.hsts.HstsStore} remembers, {@link io.wayfarer.client.hsts.HstsFile} outlives the process, and
 * {@link io.wayfarer.client.hsts.HstsPreloadList} knows hosts from the start. What servers say is read here; what a server of
 * ours says is not.
 */
@NullMarked
package io.wayfarer.client.hsts;

import org.jspecify.annotations.NullMarked;
