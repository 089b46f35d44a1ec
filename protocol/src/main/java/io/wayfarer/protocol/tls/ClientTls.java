/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.Bound;
import io.wayfarer.protocol.connection.ProtocolVersion;

/**
 * How a client speaks TLS. Its certificate check includes the name of the host (RFC 9110 section 4.3.4) unless
 * {@link Builder#trustAnybody()} was called. Immutable and thread-safe; make one and keep it, sessions are resumed only
 * within one.
 */
public final class ClientTls {

    private final SslContext context;
    private final boolean verifies;
    private final boolean sendsName;
    private final @Nullable String serverName;
    private final Duration handshakeTimeout;

    private ClientTls(Builder builder) {
        try {
            SslContextBuilder context = builder.offer(SslContextBuilder.forClient())
                    .applicationProtocolConfig(Alpn.config(builder.versions))
                    .endpointIdentificationAlgorithm(builder.verifies ? "HTTPS" : null);
            if (builder.pins != null) {
                context.trustManager(PinnedTrust.of(builder.trust, builder.pins));
            } else if (builder.trust != null) {
                context.trustManager(builder.trust);
            }
            if (builder.keys != null) {
                context.keyManager(builder.keys);
            }
            this.context = context.build();
        } catch (SSLException refused) {
            throw new IllegalArgumentException("No TLS context of these settings: " + refused.getMessage(), refused);
        }
        this.verifies = builder.verifies;
        this.sendsName = builder.sendsName;
        this.serverName = builder.serverName;
        this.handshakeTimeout = builder.handshakeTimeout;
    }

    /** Trusts what Java trusts, and offers HTTP/2 and HTTP/1.1. */
    public static ClientTls defaults() {
        return Defaults.TLS;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The context below, for other purposes. */
    public SslContext context() {
        return context;
    }

    /**
     * The handler for one connection, to be put first into its pipeline.
     *
     * @param host whom the connection is for, a name or an address literal without brackets; sent (RFC 6066 section 3) if
     *     it is a name, and looked for in the certificate, in both cases unless {@link Builder#serverName} says otherwise
     */
    public SslHandler newHandler(ByteBufAllocator allocator, String host, int port) {
        String expected = serverName == null ? host : serverName;
        SslHandler handler = context.newHandler(allocator, expected, port);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(sendsName ? names(expected) : List.of());
        parameters.setEndpointIdentificationAlgorithm(verifies ? "HTTPS" : null);
        engine.setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        return handler;
    }

    /** The list to send: at most one name, never an address, never a name that no certificate could carry. */
    private static List<SNIServerName> names(String host) {
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            return List.of();
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        try {
            return List.of(new SNIHostName(name.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notAName) {
            return List.of();
        }
    }

    /** Collects settings; each setter rejects what makes no sense. */
    public static final class Builder {

        CipherPolicy ciphers = CipherPolicy.INTERMEDIATE;
        List<String> protocols = List.of();
        List<String> suites = List.of();

        @Nullable
        KeyPins pins;

        private Set<ProtocolVersion> versions = EnumSet.of(ProtocolVersion.HTTP_1_1, ProtocolVersion.HTTP_2);

        @Nullable
        TrustManagerFactory trust;

        @Nullable
        KeyManagerFactory keys;

        boolean verifies = true;
        boolean sendsName = true;

        @Nullable
        String serverName;

        private Duration handshakeTimeout = Duration.ofSeconds(10);

        private Builder() {}

        /** Default {@link CipherPolicy#INTERMEDIATE}. */
        public Builder ciphers(CipherPolicy policy) {
            this.ciphers = policy;
            return this;
        }

        /**
         * The versions of TLS to offer in place of the policy's, by Java's names.
         *
         * @throws IllegalArgumentException when the platform does not have one
         */
        public Builder protocols(Collection<String> names) {
            this.protocols =
                    Platform.known("TLS versions", names, Platform.supported().getProtocols());
            return this;
        }

        /**
         * The cipher suites to offer in place of the policy's, best first, by the names of IANA's registry.
         *
         * @throws IllegalArgumentException when the platform does not have one
         */
        public Builder suites(Collection<String> names) {
            this.suites =
                    Platform.known("cipher suites", names, Platform.supported().getCipherSuites());
            return this;
        }

        /** The keys that servers have to have, besides what else makes them trusted; without it, any. */
        public Builder pins(KeyPins required) {
            this.pins = required;
            return this;
        }

        private SslContextBuilder offer(SslContextBuilder context) {
            ciphers.applyTo(context);
            if (!protocols.isEmpty()) {
                context.protocols(protocols);
            }
            return suites.isEmpty() ? context : context.ciphers(suites);
        }

        /** The versions of HTTP to offer. Default HTTP/2 and HTTP/1.1. */
        public Builder versions(Set<ProtocolVersion> offered) {
            this.versions = Alpn.copy(offered);
            return this;
        }

        /** Trusts what these say, in place of what Java trusts. */
        public Builder trust(TrustManagerFactory managers) {
            this.trust = managers;
            this.verifies = true;
            return this;
        }

        /** Trusts these certificates, and what they signed, alone. */
        public Builder trust(X509Certificate... certificates) {
            try {
                KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                for (X509Certificate certificate : certificates) {
                    store.setCertificateEntry("trusted-" + store.size(), certificate);
                }
                TrustManagerFactory managers =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                managers.init(store);
                return trust(managers);
            } catch (GeneralSecurityException | IOException refused) {
                throw new IllegalArgumentException("Certificates that cannot be trusted", refused);
            }
        }

        /** Takes every certificate, for any name: the connection is safe from nobody who can reach it. For tests. */
        public Builder trustAnybody() {
            this.trust = InsecureTrustManagerFactory.INSTANCE;
            this.verifies = false;
            return this;
        }

        /** What the client proves its own identity with, where it is asked to. */
        public Builder keys(KeyManagerFactory managers) {
            this.keys = managers;
            return this;
        }

        /** Sends this name, and looks for it in the certificate, whatever the connection is for. */
        public Builder serverName(String name) {
            this.serverName = name;
            this.sendsName = true;
            return this;
        }

        /** Sends no name. The certificate is checked against the host as ever. */
        public Builder withoutServerName() {
            this.serverName = null;
            this.sendsName = false;
            return this;
        }

        /** Longest time for the handshake; zero for no limit. Default 10 s. */
        public Builder handshakeTimeout(Duration limit) {
            this.handshakeTimeout = Bound.timeOrNone("handshakeTimeout", limit);
            return this;
        }

        /**
         * The same for QUIC, which needs Netty's library of it on the class path.
         *
         * @throws IllegalArgumentException when one of the settings cannot hold within QUIC
         */
        public QuicTls buildForQuic() {
            return QuicTls.of(this);
        }

        public ClientTls build() {
            return new ClientTls(this);
        }
    }

    /** What this Java platform can do. */
    private static final class Platform {

        static SSLParameters supported() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(new KeyManager[0], new TrustManager[0], null); // reads no file
                return context.getSupportedSSLParameters();
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException("every Java platform has TLS", failure);
            }
        }

        static List<String> known(String what, Collection<String> names, String[] supported) {
            List<String> unknown = new ArrayList<>(names);
            unknown.removeAll(List.of(supported));
            if (names.isEmpty() || !unknown.isEmpty()) {
                throw new IllegalArgumentException(what + ": " + (names.isEmpty() ? "none" : unknown)
                        + " (expected: of " + String.join(", ", supported) + ")");
            }
            return List.copyOf(names);
        }
    }

    private static final class Defaults {
        static final ClientTls TLS = builder().build();
    }
}
