/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What every version of HTTP has to show of connections and streams; each version runs these over its own sockets. */
@NullMarked
package io.wayfarer.protocol.connection;

import org.jspecify.annotations.NullMarked;
