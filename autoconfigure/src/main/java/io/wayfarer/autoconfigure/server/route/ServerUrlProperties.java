/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.route;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The application's own URLs.
 *
 * @param external Absolute URLs by which clients reach the application; of several, one with https is preferred. None
 *     means those that clients ask for, or where the server listens.
 * @param basePaths Where groups of routes begin, by the name of the group; without an entry it is the name.
 */
@ConfigurationProperties("wayfarer.server.url")
record ServerUrlProperties(
        @DefaultValue List<URI> external, @DefaultValue Map<String, String> basePaths) {}
