/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Routes by a proxy auto-configuration file, the script with {@code FindProxyForURL} that browsers know. Start with
 * {@link io.wayfarer.client.proxy.pac.PacRoutes}. Needs Rhino, {@code org.mozilla:rhino}, which is an optional dependency:
 * it can be fenced off from Java and be stopped. Does not search the network for such a file (WPAD), which whoever runs that
 * network could put there.
 */
@NullMarked
package io.wayfarer.client.proxy.pac;

import org.jspecify.annotations.NullMarked;
