/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Which proxy a hop goes through. {@link io.wayfarer.client.proxy.RouteSelector} decides,
 * {@link io.wayfarer.client.proxy.EnvironmentProxies} by the environment as curl does,
 * {@link io.wayfarer.client.proxy.FixedProxies} by configuration. Talking to the proxy is the transport's work.
 */
@NullMarked
package io.wayfarer.client.proxy;

import org.jspecify.annotations.NullMarked;
