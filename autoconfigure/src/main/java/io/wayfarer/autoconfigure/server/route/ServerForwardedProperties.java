/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.route;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.wayfarer.server.forwarded.TrustedForwarding;

/**
 * Proxies before the application.
 *
 * @param trustedProxies Addresses and blocks of them (10.0.0.0/8) of the proxies whose forwarded headers are believed; with
 *     any, those of everybody else are removed.
 * @param fields Which headers these proxies write; the others are removed.
 */
@ConfigurationProperties("wayfarer.server.forwarded")
record ServerForwardedProperties(
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("x-forwarded") TrustedForwarding.Fields fields) {}
