/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/** Keeps why a server was not trusted: the library of QUIC tells only that it was not. Thread-safe. */
final class ToldTrust extends TrustOverAnother {

    private final Map<SSLEngine, CertificateException> refusals = Collections.synchronizedMap(new WeakHashMap<>());

    ToldTrust(X509ExtendedTrustManager trust) {
        super(trust);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            super.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException refusal) {
            refusals.put(engine, refusal);
            throw refusal;
        }
    }

    /** Null when there was none. */
    @Nullable
    CertificateException refusal(SSLEngine engine) {
        return refusals.get(engine);
    }
}
