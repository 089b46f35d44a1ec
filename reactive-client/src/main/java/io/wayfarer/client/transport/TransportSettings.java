/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.wayfarer.client.address.AddressPolicy;
import io.wayfarer.protocol.client.SocketSettings;
import io.wayfarer.protocol.connection.Bound;
import io.wayfarer.protocol.connection.ProtocolVersion;

/** Limits and protocols of a transport. Immutable. */
public final class TransportSettings {

    private static final TransportSettings DEFAULTS = new TransportSettings(new Builder());

    private final Timeouts timeouts;
    private final Duration idleTimeout;
    private final Duration pendingTimeout;
    private final Duration maxLifeTime;
    private final int maxConnectionsPerRoute;
    private final int maxPending;
    private final int maxHeaderBytes;
    private final int maxHeaderFields;
    private final long expectContinueAbove;
    private final Duration expectContinueTimeout;
    private final Versions versions;
    private final boolean http2PriorKnowledge;
    private final boolean http2Upgrade;
    private final TlsSettings tls;
    private final TlsSettings proxyTls;
    private final boolean allowsInsecure;
    private final Duration proxyBackOff;
    private final AddressPolicy addresses;
    private final SocketSettings sockets;

    private TransportSettings(Builder builder) {
        this.timeouts = builder.timeouts;
        this.idleTimeout = builder.idleTimeout;
        this.pendingTimeout = builder.pendingTimeout;
        this.maxLifeTime = builder.maxLifeTime;
        this.maxConnectionsPerRoute = builder.maxConnectionsPerRoute;
        this.maxPending = builder.maxPending;
        this.maxHeaderBytes = builder.maxHeaderBytes;
        this.maxHeaderFields = builder.maxHeaderFields;
        this.expectContinueAbove = builder.expectContinueAbove;
        this.expectContinueTimeout = builder.expectContinueTimeout;
        this.versions = builder.versions;
        this.http2PriorKnowledge = builder.http2PriorKnowledge;
        this.http2Upgrade = builder.http2Upgrade;
        this.tls = builder.tls;
        this.proxyTls = builder.proxyTls;
        this.allowsInsecure = builder.allowsInsecure;
        this.proxyBackOff = builder.proxyBackOff;
        this.addresses = builder.addresses;
        this.sockets = builder.sockets;
    }

    public static TransportSettings defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** How long each part of a hop may take. */
    public Timeouts timeouts() {
        return timeouts;
    }

    /**
     * How long an unused connection is kept. Default 15 s, less than the servers' own: what a server closes in the moment
     * in which a request is sent costs a repetition, or an error where the request must not be repeated.
     */
    public Duration idleTimeout() {
        return idleTimeout;
    }

    /** Longest wait for a connection when all are taken. Default 45 s. */
    public Duration pendingTimeout() {
        return pendingTimeout;
    }

    /** How long a connection is used at all, so that changes in the DNS are noticed; zero, the default, for no limit. */
    public Duration maxLifeTime() {
        return maxLifeTime;
    }

    /** Most connections to one server by one route. Default 256. */
    public int maxConnectionsPerRoute() {
        return maxConnectionsPerRoute;
    }

    /**
     * Most requests that wait for a connection to one server, those not counted for which one is being opened; with 0 a
     * request fails at once when all are taken. Default 4096.
     */
    public int maxPending() {
        return maxPending;
    }

    /** Largest status line plus header fields of an answer. Default 64 KiB. */
    public int maxHeaderBytes() {
        return maxHeaderBytes;
    }

    /** Most header fields of an answer. Default 1000. */
    public int maxHeaderFields() {
        return maxHeaderFields;
    }

    /**
     * Above how many bytes a body waits until the server says that it wants it ({@code Expect: 100-continue}, RFC 9110
     * section 10.1.1), so that nothing is sent in vain; a body of unknown length always does. {@link Long#MAX_VALUE} for
     * never. Default 1 MiB.
     */
    public long expectContinueAbove() {
        return expectContinueAbove;
    }

    /** How long a body waits for the server's word before it is sent nevertheless. Default 1 s. */
    public Duration expectContinueTimeout() {
        return expectContinueTimeout;
    }

    /**
     * The versions of HTTP that are spoken, and no others. Empty, the default, for HTTP/2 where a server agrees to it by ALPN (RFC
     * 9113 section 3.2), HTTP/1.1 otherwise, and HTTP/3 with alternatives that speak it, of which {@link
     * io.wayfarer.client.altsvc.AltSvcPolicy} knows.
     *
     * <p>HTTP/3 that is named here is spoken with every server of an https URL, by QUIC to the port of the URL; with others it is
     * tried first, and those a moment later, and where they were first it rests for a minute. It needs Netty's library of QUIC on
     * the class path, and settings of TLS that QUIC can keep. HTTP/2 without HTTP/1.1 is spoken in the clear too (prior knowledge,
     * section 3.3). HTTP/1.0 is for servers that misread what is newer: a body needs a length then, and waits for nobody's
     * consent; a connection serves one request.
     */
    public Set<ProtocolVersion> versions() {
        return versions.named();
    }

    Versions allowed() {
        return versions;
    }

    /**
     * Whether servers of http URLs are spoken to in HTTP/2 at once (prior knowledge, RFC 9113 section 3.3). All of them have
     * to understand it: nothing is negotiated, and one that does not fails the request. Needs HTTP/2 among the versions. What
     * goes through a proxy as a whole URL stays HTTP/1.1. Default false.
     */
    public boolean http2PriorKnowledge() {
        return http2PriorKnowledge;
    }

    /**
     * Whether servers of http URLs are asked to go on in HTTP/2 before the first request (h2c, RFC 7540 section 3.2; RFC 9113
     * has left it out, so that new servers do not know it). One that declines, or takes the question amiss, is spoken to in
     * HTTP/1.1 and not asked again. The question costs two round trips. Needs HTTP/1.1 and HTTP/2 among the versions; without
     * meaning where {@link #http2PriorKnowledge()} is true, and for what goes through a proxy as a whole URL. Default false.
     */
    public boolean http2Upgrade() {
        return http2Upgrade;
    }

    public TlsSettings tls() {
        return tls;
    }

    /** TLS with proxies that want it; what is trusted for servers is not trusted there. */
    public TlsSettings proxyTls() {
        return proxyTls;
    }

    /** Whether a request may ask that the certificates of its servers are not verified. Default false. */
    public boolean allowsInsecure() {
        return allowsInsecure;
    }

    /**
     * How long a proxy that could not be reached comes behind the others of a route. Default 1 minute; zero for not at all.
     */
    public Duration proxyBackOff() {
        return proxyBackOff;
    }

    /** Which addresses may be connected to. Default {@link AddressPolicy#open()}. */
    public AddressPolicy addresses() {
        return addresses;
    }

    /** How connections come about below TLS: where names are looked up, which addresses are tried, and from where. */
    public SocketSettings sockets() {
        return sockets;
    }

    /** Collects settings; each setter rejects what makes no sense. */
    public static final class Builder {

        private Timeouts timeouts = Timeouts.defaults();
        private Duration idleTimeout = Duration.ofSeconds(15);
        private Duration pendingTimeout = Duration.ofSeconds(45);
        private Duration maxLifeTime = Duration.ZERO;
        private int maxConnectionsPerRoute = 256;
        private int maxPending = 4096;
        private int maxHeaderBytes = 64 * 1024;
        private int maxHeaderFields = 1000;
        private long expectContinueAbove = 1024 * 1024;
        private Duration expectContinueTimeout = Duration.ofSeconds(1);
        private Versions versions = Versions.AUTOMATIC;
        private boolean http2PriorKnowledge;
        private boolean http2Upgrade;
        private TlsSettings tls = TlsSettings.defaults();
        private TlsSettings proxyTls = TlsSettings.defaults();
        private boolean allowsInsecure;
        private Duration proxyBackOff = Duration.ofMinutes(1);
        private AddressPolicy addresses = AddressPolicy.open();
        private SocketSettings sockets = SocketSettings.defaults();

        private Builder() {}

        /** Changes what there is about time limits so far. */
        public Builder timeouts(UnaryOperator<Timeouts> change) {
            this.timeouts = change.apply(timeouts);
            return this;
        }

        /** Sets {@link Timeouts#connecting}. */
        public Builder connectTimeout(Duration value) {
            return timeouts(all -> all.connecting(value));
        }

        /** Sets {@link Timeouts#response(Duration)} and {@link Timeouts#read(Duration)}. */
        public Builder responseTimeout(Duration value) {
            return timeouts(all -> all.response(value).read(value));
        }

        public Builder idleTimeout(Duration value) {
            this.idleTimeout = Bound.time("idleTimeout", value);
            return this;
        }

        public Builder pendingTimeout(Duration value) {
            this.pendingTimeout = Bound.time("pendingTimeout", value);
            return this;
        }

        public Builder maxLifeTime(Duration value) {
            this.maxLifeTime = value.isZero() ? value : Bound.time("maxLifeTime", value);
            return this;
        }

        public Builder maxConnectionsPerRoute(int value) {
            this.maxConnectionsPerRoute = Bound.atLeast("maxConnectionsPerRoute", 1, value);
            return this;
        }

        public Builder maxPending(int value) {
            this.maxPending = Bound.atLeast("maxPending", 0, value);
            return this;
        }

        public Builder maxHeaderBytes(int value) {
            this.maxHeaderBytes = Bound.atLeast("maxHeaderBytes", 256, value);
            return this;
        }

        public Builder maxHeaderFields(int value) {
            this.maxHeaderFields = Bound.atLeast("maxHeaderFields", 8, value);
            return this;
        }

        public Builder expectContinueAbove(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("expectContinueAbove: " + bytes + " (expected: >= 0)");
            }
            this.expectContinueAbove = bytes;
            return this;
        }

        public Builder expectContinueTimeout(Duration value) {
            this.expectContinueTimeout = Bound.time("expectContinueTimeout", value);
            return this;
        }

        /**
         * Sets {@link TransportSettings#versions()}.
         *
         * @throws IllegalArgumentException for HTTP/1.0 with another
         */
        public Builder versions(ProtocolVersion... only) {
            return versions(List.of(only));
        }

        /** As {@link #versions(ProtocolVersion...)}; none for the default. */
        public Builder versions(Collection<ProtocolVersion> only) {
            this.versions = only.isEmpty() ? Versions.AUTOMATIC : Versions.only(only);
            return this;
        }

        public Builder http2PriorKnowledge(boolean value) {
            this.http2PriorKnowledge = value;
            return this;
        }

        public Builder http2Upgrade(boolean value) {
            this.http2Upgrade = value;
            return this;
        }

        public Builder tls(TlsSettings value) {
            this.tls = value;
            return this;
        }

        /** Changes what there is about TLS so far. */
        public Builder tls(UnaryOperator<TlsSettings> change) {
            return tls(change.apply(tls));
        }

        public Builder proxyTls(TlsSettings value) {
            this.proxyTls = value;
            return this;
        }

        public Builder allowsInsecure(boolean value) {
            this.allowsInsecure = value;
            return this;
        }

        public Builder proxyBackOff(Duration value) {
            this.proxyBackOff = Bound.timeOrNone("proxyBackOff", value);
            return this;
        }

        /**
         * Keeps this transport off what the policy refuses, whether a URL or a redirect leads there, for requests and
         * WebSockets alike. Asked with each address that a server's name resolves to, just before the connection.
         *
         * <p>On a route through a proxy that resolves the name, the policy judges what the URL says, and the addresses too
         * only where it {@linkplain AddressPolicy#throughProxy() says so}; the proxy's own address never is judged.
         */
        public Builder addresses(AddressPolicy value) {
            this.addresses = value;
            return this;
        }

        /** Changes the policy that there is. */
        public Builder addresses(UnaryOperator<AddressPolicy> change) {
            return addresses(change.apply(addresses));
        }

        public Builder sockets(SocketSettings value) {
            this.sockets = value;
            return this;
        }

        public TransportSettings build() {
            return new TransportSettings(this);
        }
    }
}
