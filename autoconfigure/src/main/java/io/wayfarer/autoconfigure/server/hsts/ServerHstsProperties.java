/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.hsts;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * HTTP Strict Transport Security of the application.
 *
 * @param enabled Whether answers over TLS tell clients to come by TLS alone from then on.
 * @param maxAge How long a client keeps to TLS after each answer; 0 makes it forget the host.
 * @param includeSubDomains Whether that holds for all hosts below this one too.
 * @param preload Whether the host wishes to be in the preload lists of browsers, out of which there is no quick way.
 * @param redirectHttp Whether requests in the clear are redirected to https.
 * @param httpsPort Port of the https server as clients see it, for the redirects.
 */
@ConfigurationProperties("wayfarer.server.hsts")
record ServerHstsProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("365d") Duration maxAge,
        @DefaultValue("false") boolean includeSubDomains,
        @DefaultValue("false") boolean preload,
        @DefaultValue("false") boolean redirectHttp,
        @DefaultValue("443") int httpsPort) {}
