/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Clients by name. What one does not set it takes from {@code wayfarer.client}; of maps, such as pins, each key that it does
 * not set. It takes nothing that belongs to one server, one file or one proxy: neither {@code base-url} nor the stores'
 * {@code file}s, no {@code proxy.*} when it has a proxy of its own, and no {@code auth} entry without a {@code url}, which
 * would go to another base URL. An {@code auth} entry is taken whole or not at all.
 *
 * @param clients Clients by name, injected by @Qualifier("name"). Each has a jar, an HSTS store and connections of its own; what it does not set it takes from "wayfarer.client", maps key by key, all but "base-url", the files of stores and credentials without a "url".
 */
@ConfigurationProperties("wayfarer")
record ClientsProperties(@DefaultValue Map<String, ClientProperties> clients) {}
