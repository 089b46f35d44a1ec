/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.tls;

import java.security.cert.CertificateException;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import org.jspecify.annotations.Nullable;

/** How a client speaks TLS within QUIC, which is TLS 1.3 (RFC 9001). Immutable and thread-safe; make one and keep it. */
public final class QuicTls {

    private static final String TLS_1_3 = "TLSv1.3";

    private final QuicSslContext context;
    private final @Nullable String serverName;

    /** Null where the one there is does not see the connection, as one that trusts anybody. */
    private final @Nullable ToldTrust trust;

    private QuicTls(QuicSslContext context, @Nullable String serverName, @Nullable ToldTrust trust) {
        this.context = context;
        this.serverName = serverName;
        this.trust = trust;
    }

    /**
     * The same trust, keys, pins and names as of TLS over TCP.
     *
     * @throws IllegalArgumentException when one of the settings cannot hold within QUIC
     */
    static QuicTls of(ClientTls.Builder settings) {
        String reason = whyNot(settings);
        if (reason != null) {
            throw new IllegalArgumentException(reason);
        }
        QuicSslContextBuilder context = QuicSslContextBuilder.forClient()
                .applicationProtocols("h3")
                .endpointIdentificationAlgorithm(settings.verifies ? "HTTPS" : null);
        X509ExtendedTrustManager trust = settings.pins == null
                ? TrustOverAnother.managerOf(settings.trust)
                : PinnedTrust.of(settings.trust, settings.pins);
        ToldTrust told = trust == null ? null : new ToldTrust(trust);
        if (told != null) {
            context.trustManager(told);
        } else if (settings.trust != null) {
            context.trustManager(settings.trust);
        }
        if (settings.keys != null) {
            context.keyManager(settings.keys, null);
        }
        return new QuicTls(context.build(), settings.serverName, told);
    }

    private static @Nullable String whyNot(ClientTls.Builder settings) {
        List<String> versions = settings.protocols.isEmpty() ? settings.ciphers.protocols() : settings.protocols;
        if (!versions.contains(TLS_1_3)) {
            return "QUIC is TLS 1.3, which is not among the versions offered: " + versions;
        }
        if (!settings.suites.isEmpty()) {
            return "QUIC has cipher suites of its own, which cannot be chosen";
        }
        return settings.sendsName ? null : "QUIC always tells the server's name";
    }

    /**
     * The engine of one connection. Netty (4.2) tells the server no name without a dot in it, such as {@code localhost}.
     *
     * @param host whom the connection is for, without brackets
     */
    public QuicSslEngine newEngine(ByteBufAllocator allocator, String host, int port) {
        return context.newEngine(allocator, serverName == null ? host : serverName, port);
    }

    /**
     * Why a handshake failed.
     *
     * @param engine of {@link #newEngine}; null where it did not come so far
     * @param told what the library says of it
     * @return that the server was not trusted, where that was it
     */
    public Throwable reason(@Nullable SSLEngine engine, Throwable told) {
        CertificateException refusal = engine == null || trust == null ? null : trust.refusal(engine);
        if (refusal == null) {
            return told;
        }
        SSLHandshakeException reason = new SSLHandshakeException(refusal.getMessage());
        reason.initCause(refusal);
        return reason;
    }
}
