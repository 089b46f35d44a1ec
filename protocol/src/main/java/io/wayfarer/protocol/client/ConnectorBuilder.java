/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.SocketAddress;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

import io.wayfarer.protocol.connection.Bound;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.h2.Http2Settings;
import io.wayfarer.protocol.tls.ClientTls;

/** Collects what an {@link HttpConnector} consists of; each setter rejects what makes no sense. Not thread-safe. */
public final class ConnectorBuilder {

    @Nullable
    Sockets known;

    LoopResources loops = HttpResources.get();
    SocketSettings sockets = SocketSettings.defaults();

    @Nullable
    AddressSelector selector;

    @Nullable
    SocketAddress firstHop;

    @Nullable
    Tunnel tunnel;

    @Nullable
    ClientTls tls;

    @Nullable
    ProtocolVersion version;

    boolean upgrade;
    ConnectLimits limits = ConnectLimits.each(Duration.ofSeconds(10));
    ConnectionSettings settings = ConnectionSettings.defaults();
    Http2Settings http2 = Http2Settings.defaults();

    ConnectorBuilder() {}

    ConnectorBuilder(ConnectorBuilder other, @Nullable Sockets known) {
        this.known = known;
        this.loops = other.loops;
        this.sockets = other.sockets;
        this.selector = other.selector;
        this.firstHop = other.firstHop;
        this.tunnel = other.tunnel;
        this.tls = other.tls;
        this.version = other.version;
        this.upgrade = other.upgrade;
        this.limits = other.limits;
        this.settings = other.settings;
        this.http2 = other.http2;
    }

    /** Whose event loops work. Default: those that Reactor Netty's HTTP clients and servers share. */
    public ConnectorBuilder loops(LoopResources value) {
        this.loops = value;
        this.known = null;
        return this;
    }

    /** How connections come about below TLS. */
    public ConnectorBuilder sockets(SocketSettings value) {
        this.sockets = value;
        this.known = null;
        return this;
    }

    /** Where connections come from, whatever the sockets' settings say of that; look-ups are still shared. */
    public ConnectorBuilder from(LocalEnd value) {
        Sockets shared = known;
        this.sockets = sockets.from(value);
        this.known = shared == null ? null : shared.from(value);
        return this;
    }

    /**
     * Which addresses of a server are connected to; null, the default, for all. Asked just before the connection, with
     * literals as well as with names. Behind a proxy it is asked only where the address is looked up here
     * ({@link Tunnel#addressFamily()}), and with the proxy's own address never.
     */
    public ConnectorBuilder addresses(@Nullable AddressSelector value) {
        this.selector = value;
        return this;
    }

    /**
     * Connects to a proxy first, which the tunnel then leads through to the server.
     *
     * @param value looked up when it is unresolved; or that of a Unix socket, as {@link HttpConnector#connect(java.nio.file.Path, String)}
     */
    public ConnectorBuilder through(SocketAddress value, Tunnel passage) {
        this.firstHop = value;
        this.tunnel = passage;
        return this;
    }

    /** How TLS is spoken; which versions it offers should be those of {@link #version}. Default: no TLS. */
    public ConnectorBuilder tls(@Nullable ClientTls value) {
        this.tls = value;
        return this;
    }

    /**
     * The only version to speak; null, the default, for what ALPN agrees upon, and HTTP/1.1 otherwise.
     */
    public ConnectorBuilder version(@Nullable ProtocolVersion value) {
        if (value == ProtocolVersion.HTTP_3) {
            throw new IllegalArgumentException("version: " + value + " (expected: connectByQuic)");
        }
        this.version = value;
        return this;
    }

    /**
     * Whether servers are asked to go on in HTTP/2 (RFC 7540 section 3.2, left out of RFC 9113) where there is neither TLS nor a
     * {@link #version}. It costs two round trips for each connection. A server that does not go on but keeps the connection has
     * HTTP/1.1 spoken with it; with one that ends it, or answers nonsense, connecting fails in the phase
     * {@link HttpConnectException.Phase#NEGOTIATE}, and nothing but the question was sent. Default false.
     */
    public ConnectorBuilder upgrade(boolean value) {
        this.upgrade = value;
        return this;
    }

    /** Longest time for each step: look-up, connection, tunnel, TLS with what follows. Default 10 s. */
    public ConnectorBuilder connectTimeout(Duration value) {
        return limits(ConnectLimits.each(Bound.time("connectTimeout", value)));
    }

    /** Longest time for each step, by step. The settings of an HTTP/2 server are waited for within that of TLS. */
    public ConnectorBuilder limits(ConnectLimits value) {
        this.limits = value;
        this.known = null;
        return this;
    }

    public ConnectorBuilder settings(ConnectionSettings value) {
        this.settings = value;
        return this;
    }

    /** What the server is told when it speaks HTTP/2. */
    public ConnectorBuilder http2(Http2Settings value) {
        this.http2 = value;
        return this;
    }

    public HttpConnector build() {
        return new HttpConnector(new ConnectorBuilder(this, known));
    }
}
