/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.io.File;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.Bound;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** How a server speaks TLS. Immutable and thread-safe; make one and keep it, sessions are resumed only within one. */
public final class ServerTls {

    private final SslContext context;
    private final @Nullable X509Certificate generated;
    private final Duration handshakeTimeout;

    private ServerTls(Builder builder, SslContextBuilder identity, @Nullable X509Certificate generated) {
        try {
            SslContextBuilder context =
                    builder.ciphers.applyTo(identity).applicationProtocolConfig(Alpn.config(builder.versions));
            if (builder.clients != null) {
                context.trustManager(builder.clients)
                        .clientAuth(builder.clientsMustShow ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
            }
            this.context = context.build();
        } catch (SSLException refused) {
            throw new IllegalArgumentException("No TLS context of these settings: " + refused.getMessage(), refused);
        }
        this.generated = generated;
        this.handshakeTimeout = builder.handshakeTimeout;
    }

    /**
     * With a certificate of its own, made now for {@code localhost} and the loopback addresses; otherwise as
     * {@link #builder()} has it.
     *
     * @throws IllegalStateException without {@code io.netty:netty-pkitesting} on the class path
     */
    public static ServerTls selfSigned() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The context below, for other purposes. */
    public SslContext context() {
        return context;
    }

    /** The certificate that was made because none was given: what a client must be told to trust. */
    public Optional<X509Certificate> generatedCertificate() {
        return Optional.ofNullable(generated);
    }

    /** The handler for one connection, to be put first into its pipeline. */
    public SslHandler newHandler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        return handler;
    }

    /** Collects settings; each setter rejects what makes no sense. The last identity given counts. */
    public static final class Builder {

        private CipherPolicy ciphers = CipherPolicy.INTERMEDIATE;
        private Set<ProtocolVersion> versions = EnumSet.of(ProtocolVersion.HTTP_1_1, ProtocolVersion.HTTP_2);
        private @Nullable Identity identity;
        private List<String> names = List.of("localhost", "127.0.0.1", "::1");
        private @Nullable TrustManagerFactory clients;
        private boolean clientsMustShow;
        private Duration handshakeTimeout = Duration.ofSeconds(10);

        private Builder() {}

        /** Default {@link CipherPolicy#INTERMEDIATE}. */
        public Builder ciphers(CipherPolicy policy) {
            this.ciphers = policy;
            return this;
        }

        /** The versions of HTTP to agree to, the newest first. Default HTTP/2 and HTTP/1.1. */
        public Builder versions(Set<ProtocolVersion> agreeable) {
            this.versions = Alpn.copy(agreeable);
            return this;
        }

        /** Certificates and keys as Java keeps them. */
        public Builder certificate(KeyManagerFactory keys) {
            this.identity = () -> SslContextBuilder.forServer(keys);
            return this;
        }

        /** A certificate with those that vouch for it behind it. */
        public Builder certificate(PrivateKey key, X509Certificate... chain) {
            X509Certificate[] copy = chain.clone();
            this.identity = () -> SslContextBuilder.forServer(key, copy);
            return this;
        }

        /**
         * Files in PEM format: the certificate with those that vouch for it behind it, and its key (PKCS#8). They are
         * read by {@link #build()}, which throws {@link IllegalArgumentException} when they cannot be.
         */
        public Builder certificate(Path chain, Path key) {
            File chainFile = chain.toFile();
            File keyFile = key.toFile();
            this.identity = () -> SslContextBuilder.forServer(chainFile, keyFile);
            return this;
        }

        /** A certificate made by {@link #build()}, for these DNS names and addresses; the first is the common name. */
        public Builder selfSigned(String... dnsNamesAndAddresses) {
            if (dnsNamesAndAddresses.length == 0) {
                throw new IllegalArgumentException("dnsNamesAndAddresses: none (expected: at least one)");
            }
            this.identity = null;
            this.names = List.of(dnsNamesAndAddresses);
            return this;
        }

        /** Asks clients for a certificate that these trust; {@code required} ends the handshake of who shows none. */
        public Builder clientCertificates(TrustManagerFactory trusted, boolean required) {
            this.clients = trusted;
            this.clientsMustShow = required;
            return this;
        }

        /** Longest time for the handshake; zero for no limit. Default 10 s. */
        public Builder handshakeTimeout(Duration limit) {
            this.handshakeTimeout = Bound.timeOrNone("handshakeTimeout", limit);
            return this;
        }

        /**
         * @throws IllegalStateException when no certificate was given and none can be made, because
         *     {@code io.netty:netty-pkitesting} is not on the class path
         */
        public ServerTls build() {
            if (identity != null) {
                return new ServerTls(this, identity.context(), null);
            }
            GeneratedIdentity made;
            try {
                made = GeneratedIdentity.of(names);
            } catch (NoClassDefFoundError absent) {
                throw new IllegalStateException(
                        "No certificate was given, and none can be made without io.netty:netty-pkitesting:"
                                + " add that dependency, or give a certificate",
                        absent);
            }
            return new ServerTls(this, SslContextBuilder.forServer(made.key(), made.certificate()), made.certificate());
        }
    }

    @FunctionalInterface
    private interface Identity {
        SslContextBuilder context();
    }
}
