/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/** Trusts whom another trusts, if the server's key is pinned too. */
final class PinnedTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager trust;
    private final KeyPins pins;

    private PinnedTrust(X509ExtendedTrustManager trust, KeyPins pins) {
        this.trust = trust;
        this.pins = pins;
    }

    /** @param factory null for what Java trusts */
    static PinnedTrust of(@Nullable TrustManagerFactory factory, KeyPins pins) {
        TrustManagerFactory managers = factory == null ? platform() : factory;
        for (TrustManager manager : managers.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trust) {
                return new PinnedTrust(trust, pins);
            }
        }
        throw new IllegalArgumentException(
                "Pins need trust managers that see the connection (expected: an X509ExtendedTrustManager)");
    }

    private static TrustManagerFactory platform() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return factory;
        } catch (GeneralSecurityException failure) {
            throw new IllegalArgumentException("What Java trusts cannot be read", failure);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkServerTrusted(chain, authType, engine);
        String host = engine.getPeerHost();
        // That of QUIC knows it by its session alone.
        host = host == null ? engine.getHandshakeSession().getPeerHost() : host;
        if (host == null) {
            throw new CertificateException("no host to look for pins by");
        }
        pins.check(host, chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust.checkServerTrusted(chain, authType, socket);
        if (!(socket instanceof SSLSocket secured)) {
            throw new CertificateException("no host to look for pins by");
        }
        pins.check(secured.getHandshakeSession().getPeerHost(), chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no host to look for pins by");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
