/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.route;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests come to the application's routes.
 *
 * @param shortCut Whether routes are reached from the end of the filter chain, past the search among all kinds of handlers.
 */
@ConfigurationProperties("wayfarer.server.routes")
record ServerRoutesProperties(@DefaultValue("true") boolean shortCut) {}
