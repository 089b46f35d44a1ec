/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Clients of Spring on the engine of this one.
 *
 * @param enabled Whether WebClient, RestClient and HTTP interfaces go through this client.
 */
record SpringClientProperties(@DefaultValue("true") boolean enabled) {}
