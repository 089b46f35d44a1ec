/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Collection;
import java.util.function.Consumer;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

import io.wayfarer.protocol.tls.CipherPolicy;
import io.wayfarer.protocol.tls.ClientTls;
import io.wayfarer.protocol.tls.KeyPins;
import io.wayfarer.protocol.tls.QuicTls;

/** Whom a client trusts, how it identifies itself, and what it offers to do so. Immutable. */
public final class TlsSettings {

    private static final TlsSettings DEFAULTS = new TlsSettings(tls -> {}, false);

    private final Consumer<ClientTls.Builder> steps;
    private final boolean insecure;

    private TlsSettings(Consumer<ClientTls.Builder> steps, boolean insecure) {
        this.steps = steps;
        this.insecure = insecure;
    }

    /**
     * Trusts the Java platform's certificate authorities, verifies host names, has no certificate of its own, offers TLS 1.3
     * and 1.2.
     */
    public static TlsSettings defaults() {
        return DEFAULTS;
    }

    /** With one setting more; what is refused is refused now. */
    private TlsSettings with(Consumer<ClientTls.Builder> step) {
        step.accept(ClientTls.builder());
        return new TlsSettings(steps.andThen(step), insecure);
    }

    /** Trusts what the factory trusts. */
    public TlsSettings trusting(TrustManagerFactory trust) {
        return with(tls -> tls.trust(trust));
    }

    /** Identifies itself with these keys when a server asks. */
    public TlsSettings identifiedBy(KeyManagerFactory keys) {
        return with(tls -> tls.keys(keys));
    }

    /** Takes servers with one of these keys alone, of those that are trusted. Holds for insecure settings too. */
    public TlsSettings pinning(KeyPins pins) {
        return with(tls -> tls.pins(pins));
    }

    /** Offers what the policy says. Default {@link CipherPolicy#INTERMEDIATE}. */
    public TlsSettings offering(CipherPolicy policy) {
        return with(tls -> tls.ciphers(policy));
    }

    /**
     * Offers these versions of TLS alone, by Java's names, whatever the policy says.
     *
     * @throws IllegalArgumentException when the platform does not have one
     */
    public TlsSettings offeringProtocols(Collection<String> protocols) {
        return with(tls -> tls.protocols(protocols));
    }

    /**
     * Offers these cipher suites alone, best first, by the names of IANA's registry, whatever the policy says.
     *
     * @throws IllegalArgumentException when the platform does not have one
     */
    public TlsSettings offeringSuites(Collection<String> suites) {
        return with(tls -> tls.suites(suites));
    }

    /** Asks every server for this name (RFC 6066 section 3), and looks for it in the certificate, whatever the URL says. */
    public TlsSettings serverName(String name) {
        return with(tls -> tls.serverName(name));
    }

    /** Does not tell the server's name in the clear; the certificate is checked for the URL's as ever. */
    public TlsSettings withoutServerName() {
        return with(ClientTls.Builder::withoutServerName);
    }

    /**
     * Trusts any certificate for any name, so that anybody on the way can read and change everything. For tests against
     * servers with throw-away certificates. HSTS is not learnt over such a connection.
     */
    public TlsSettings insecure() {
        return new TlsSettings(steps, true);
    }

    ClientTls.Builder applyTo(ClientTls.Builder tls) {
        steps.accept(tls);
        return insecure ? tls.trustAnybody() : tls;
    }

    /**
     * The same for QUIC.
     *
     * @throws NoVersionException when one of the settings cannot hold there, so that it must not be used
     */
    QuicTls forQuic() {
        try {
            return applyTo(ClientTls.builder()).buildForQuic();
        } catch (IllegalArgumentException cannotHold) {
            throw new NoVersionException(
                    "HTTP/3 cannot be spoken: " + cannotHold.getMessage(),
                    "Say something else of TLS, or allow a version over TCP.");
        }
    }

    boolean verifies() {
        return !insecure;
    }
}
