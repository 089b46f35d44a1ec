/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.springframework.boot.ssl.SslBundle;

import io.wayfarer.client.transport.TlsSettings;

/** An SSL bundle of Spring Boot in the client's words. */
final class BundleTls {

    private BundleTls() {}

    /** Trusts and identifies itself as the bundle says. */
    static TlsSettings of(SslBundle bundle) {
        if (bundle.getOptions().isSpecified()) {
            throw new UnsupportedBundleException("the bundle restricts ciphers or TLS versions");
        }
        return TlsSettings.defaults()
                .trusting(bundle.getManagers().getTrustManagerFactory())
                .identifiedBy(bundle.getManagers().getKeyManagerFactory());
    }
}
