/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/** Trusts whom another trusts, if the server's key is pinned too. */
final class PinnedTrust extends TrustOverAnother {

    private final KeyPins pins;

    private PinnedTrust(X509ExtendedTrustManager trust, KeyPins pins) {
        super(trust);
        this.pins = pins;
    }

    /** @param factory null for what Java trusts */
    static PinnedTrust of(@Nullable TrustManagerFactory factory, KeyPins pins) {
        X509ExtendedTrustManager trust = managerOf(factory);
        if (trust == null) {
            throw new IllegalArgumentException(
                    "Pins need trust managers that see the connection (expected: an X509ExtendedTrustManager)");
        }
        return new PinnedTrust(trust, pins);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        super.checkServerTrusted(chain, authType, engine);
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
        super.checkServerTrusted(chain, authType, socket);
        if (!(socket instanceof SSLSocket secured)) {
            throw new CertificateException("no host to look for pins by");
        }
        pins.check(secured.getHandshakeSession().getPeerHost(), chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no host to look for pins by");
    }
}
