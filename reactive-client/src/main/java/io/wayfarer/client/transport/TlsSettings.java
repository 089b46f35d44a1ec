/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/** Whom a client trusts, and how it identifies itself. Immutable. */
public final class TlsSettings {

    private static final TlsSettings DEFAULTS = new TlsSettings(null, null, false);

    private final @Nullable TrustManagerFactory trust;
    private final @Nullable KeyManagerFactory keys;
    private final boolean insecure;

    private TlsSettings(@Nullable TrustManagerFactory trust, @Nullable KeyManagerFactory keys, boolean insecure) {
        this.trust = trust;
        this.keys = keys;
        this.insecure = insecure;
    }

    /** Trusts the Java platform's certificate authorities, verifies host names, has no certificate of its own. */
    public static TlsSettings defaults() {
        return DEFAULTS;
    }

    /** Trusts what the factory trusts. */
    public TlsSettings trusting(TrustManagerFactory newTrust) {
        return new TlsSettings(newTrust, keys, insecure);
    }

    /** Identifies itself with these keys when a server asks. */
    public TlsSettings identifiedBy(KeyManagerFactory newKeys) {
        return new TlsSettings(trust, newKeys, insecure);
    }

    /**
     * Trusts any certificate for any name, so that anybody on the way can read and change everything. For tests against
     * servers with throw-away certificates. HSTS is not learnt over such a connection.
     */
    public TlsSettings insecure() {
        return new TlsSettings(trust, keys, true);
    }

    @Nullable
    TrustManagerFactory trust() {
        return trust;
    }

    @Nullable
    KeyManagerFactory keys() {
        return keys;
    }

    boolean verifies() {
        return !insecure;
    }
}
