/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.wayfarer.protocol.tls.CipherPolicy;

/**
 * TLS.
 *
 * @param bundle SSL bundle with the certificates to trust and the client's own, and the versions and cipher suites to offer.
 * @param ciphers Versions and cipher suites to offer, by Mozilla's guidelines.
 * @param minVersion Oldest version of TLS to offer, of those of the policy.
 * @param maxVersion Newest version of TLS to offer, of those of the policy.
 * @param serverName Name to ask servers for and to look for in their certificates, in place of the URL's.
 * @param sendServerName Whether servers are told the name that is asked for (SNI).
 * @param pins Public keys that servers must have, by host; "*.name" for all names below one. Each as "sha256/" and the Base64 of the digest of the key.
 * @param insecure Whether any certificate is accepted for any name. For tests: anybody on the way can read and change everything.
 */
record SslProperties(
        @Nullable String bundle,
        @DefaultValue("intermediate") CipherPolicy ciphers,
        @Nullable TlsVersion minVersion,
        @Nullable TlsVersion maxVersion,
        @Nullable String serverName,
        @DefaultValue("true") boolean sendServerName,
        @DefaultValue Map<String, List<String>> pins,
        @DefaultValue("false") boolean insecure) {}
