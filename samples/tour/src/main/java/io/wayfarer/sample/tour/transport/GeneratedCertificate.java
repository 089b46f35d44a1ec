/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour.transport;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.stereotype.Component;

/**
 * Makes a key and a certificate for this run, and offers them as SSL bundles: {@code tour} for the server, and
 * {@code visitor} for a client that trusts its issuer beside the authorities that Java trusts. The server's key never
 * leaves memory, and the issuer's is forgotten at once.
 */
@Component
class GeneratedCertificate implements SslBundleRegistrar {

    static final String SERVER = "tour";
    static final String VISITOR = "visitor";

    private static final String PASSWORD = "in-memory-only";

    @Override
    public void registerBundles(SslBundleRegistry registry) {
        try {
            X509Bundle certificate = generate();
            KeyStore keys = certificate.toKeyStore(PASSWORD.toCharArray());
            registry.registerBundle(SERVER, SslBundle.of(SslStoreBundle.of(keys, PASSWORD, null)));
            KeyStore trusted = platformAuthorities();
            trusted.setCertificateEntry("tour", certificate.getRootCertificate());
            registry.registerBundle(VISITOR, SslBundle.of(SslStoreBundle.of(null, null, trusted)));
        } catch (Exception e) {
            throw new IllegalStateException("The certificate of the tour cannot be made: " + e.getMessage(), e);
        }
    }

    private static X509Bundle generate() throws Exception {
        Instant now = Instant.now();
        CertificateBuilder builder = new CertificateBuilder()
                .ecp256()
                .notBefore(now.minus(Duration.ofHours(1)))
                .notAfter(now.plus(Duration.ofDays(30)));
        X509Bundle authority = builder.copy()
                .subject("CN=Authority of this run of the tour")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        return builder.copy()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .addSanIpAddress("::1")
                .addExtendedKeyUsageServerAuth()
                .buildIssuedBy(authority);
    }

    private static KeyStore platformAuthorities() throws GeneralSecurityException, java.io.IOException {
        TrustManagerFactory platform = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        platform.init((@Nullable KeyStore) null);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (TrustManager manager : platform.getTrustManagers()) {
            if (manager instanceof X509TrustManager authorities) {
                int number = 0;
                for (X509Certificate authority : authorities.getAcceptedIssuers()) {
                    store.setCertificateEntry("platform-" + number++, authority);
                }
            }
        }
        return store;
    }
}
