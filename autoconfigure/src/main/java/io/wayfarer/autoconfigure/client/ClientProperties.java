/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.wayfarer.protocol.connection.ProtocolVersion;

/**
 * What can be said about a client.
 *
 * @param enabled Whether the client and all that is built on it are configured.
 * @param baseUrl URL against which relative URLs are resolved, as a browser resolves links: with "https://crm.example/api/", "items" is below it, and "/items" is "https://crm.example/items".
 * @param userAgent User-Agent of requests that set none. By default "Wayfarer/" and the version.
 * @param versions The versions of HTTP that are spoken and no others, such as "HTTP/1.1, HTTP/2"; HTTP/3 among them is tried first. By default HTTP/2 where a server agrees to it over TLS, HTTP/1.1 otherwise, and HTTP/3 where "alt-svc.enabled" is set and a server names it.
 * @param http2PriorKnowledge Whether servers of http URLs are spoken to in HTTP/2 at once; all of them have to understand it.
 * @param http2Upgrade Whether servers of http URLs are asked to go on in HTTP/2 (h2c), which old ones know. Without meaning with "http2-prior-knowledge".
 * @param allowInsecure Whether a request may ask that the certificates of its servers are not verified. For tests.
 * @param auth Credentials by a name of your choice, each for one origin.
 */
@ConfigurationProperties("wayfarer.client")
record ClientProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String baseUrl,
        @Nullable String userAgent,
        @Nullable Set<ProtocolVersion> versions,
        @DefaultValue("false") boolean http2PriorKnowledge,
        @DefaultValue("false") boolean http2Upgrade,
        @DefaultValue("false") boolean allowInsecure,
        @DefaultValue Map<String, AuthProperties> auth,
        @DefaultValue @NestedConfigurationProperty CookieProperties cookies,
        @DefaultValue @NestedConfigurationProperty HstsProperties hsts,
        @DefaultValue @NestedConfigurationProperty AltSvcProperties altSvc,
        @DefaultValue @NestedConfigurationProperty ProxyProperties proxy,
        @DefaultValue @NestedConfigurationProperty AddressProperties addresses,
        @DefaultValue @NestedConfigurationProperty RedirectProperties redirects,
        @DefaultValue @NestedConfigurationProperty TimeoutProperties timeouts,
        @DefaultValue @NestedConfigurationProperty LimitProperties limits,
        @DefaultValue @NestedConfigurationProperty PoolProperties pool,
        @DefaultValue @NestedConfigurationProperty ExpectContinueProperties expectContinue,
        @DefaultValue @NestedConfigurationProperty DecompressionProperties decompression,
        @DefaultValue @NestedConfigurationProperty RetryProperties retry,
        @DefaultValue @NestedConfigurationProperty SslProperties ssl,
        @DefaultValue @NestedConfigurationProperty SpringClientProperties springClients) {}
