/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Which proxy a hop goes through. {@link io.wayfarer.client.proxy.RouteSelector} decides, or says nothing and
 * leaves it to the next one of a {@link io.wayfarer.client.proxy.RouteOrder}:
 * {@link io.wayfarer.client.proxy.ProxyRules} and {@link io.wayfarer.client.proxy.FixedProxies} by configuration,
 * {@link io.wayfarer.client.proxy.EnvironmentProxies} by the environment as curl does,
 * {@link io.wayfarer.client.proxy.SystemProxies} by system properties as the JDK does. Talking to the proxy is the transport's work.
 */
@NullMarked
package io.wayfarer.client.proxy;

import org.jspecify.annotations.NullMarked;
