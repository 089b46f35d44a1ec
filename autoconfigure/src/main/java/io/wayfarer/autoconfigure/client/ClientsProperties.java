/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Clients by name.
 *
 * @param clients Clients by name, injected by @Qualifier("name"). Each has a jar, an HSTS store and connections of its own; what it does not set it takes from "wayfarer.client", all but "base-url".
 */
@ConfigurationProperties("wayfarer")
record ClientsProperties(@DefaultValue Map<String, ClientProperties> clients) {}
