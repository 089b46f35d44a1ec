/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.List;

import org.springframework.boot.ssl.SslBundle;

import io.wayfarer.client.transport.TlsSettings;

/** An SSL bundle of Spring Boot in the client's words. */
final class BundleTls {

    private BundleTls() {}

    /**
     * Trusts, identifies itself and offers as the bundle says; what it does not say stays.
     *
     * @throws IllegalArgumentException when it names a TLS version or a cipher suite that the platform does not have
     */
    static TlsSettings applied(SslBundle bundle, TlsSettings tls) {
        TlsSettings applied = tls.trusting(bundle.getManagers().getTrustManagerFactory())
                .identifiedBy(bundle.getManagers().getKeyManagerFactory());
        String[] protocols = bundle.getOptions().getEnabledProtocols();
        if (protocols != null) {
            applied = applied.offeringProtocols(List.of(protocols));
        }
        String[] suites = bundle.getOptions().getCiphers();
        return suites == null ? applied : applied.offeringSuites(List.of(suites));
    }
}
