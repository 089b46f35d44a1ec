/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.resolver.AddressResolverGroup;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.transport.AddressUtils;
import reactor.netty.transport.TransportConnector;

import io.wayfarer.protocol.client.HttpConnectException.Phase;
import io.wayfarer.protocol.connection.Bound;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.h2.Http2Settings;
import io.wayfarer.protocol.tls.ClientTls;

/**
 * Makes connections to servers. Immutable and thread-safe; make one and keep it, look-ups and TLS sessions are remembered
 * within one.
 *
 * <p>Over TLS the version of HTTP is agreed upon by ALPN (RFC 9113 section 3.2); without TLS it is HTTP/1.1, or HTTP/2
 * with prior knowledge (section 3.3) when {@link Builder#version} says so.
 *
 * <pre>{@code
 * HttpConnector connector = HttpConnector.builder().tls(ClientTls.defaults()).build();
 * Mono<HttpConnection> connection = connector.connect("shop.example", 443);
 * }</pre>
 */
public final class HttpConnector {

    /** A silent DNS server is asked so often before a name counts as unknown, all within the limit. */
    private static final int QUERIES_A_NAME = 4;

    private static final Duration LEAST_DELAY = Duration.ofMillis(10);
    private static final Duration MOST_DELAY = Duration.ofSeconds(2);

    private static final ChannelInitializer<Channel> BARE = new BareChannel();

    private final Builder parts;
    private final TcpClient sockets;
    private final AddressResolverGroup<?> resolver;
    private final AddressLookup lookup;
    private final EventLoopGroup loops;

    private HttpConnector(Builder builder, @Nullable AddressResolverGroup<?> known) {
        this.parts = builder;
        TcpClient client = TcpClient.create(ConnectionProvider.newConnection())
                .noProxy()
                .runOn(builder.loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) builder.connectTimeout.toMillis());
        AddressResolverGroup<?> group = builder.resolver != null ? builder.resolver : known;
        client = group != null
                ? client.resolver(group)
                : client.resolver(names -> {
                    builder.dns.configure(
                            names,
                            builder.connectTimeout.dividedBy(QUERIES_A_NAME).plusMillis(1));
                    builder.family.ask(names);
                });
        SocketAddress local = builder.bindAddress;
        this.sockets = local == null ? client : client.bindAddress(() -> local);
        this.resolver = Objects.requireNonNull(sockets.configuration().resolver());
        this.lookup = new AddressLookup(resolver);
        this.loops = builder.loops.onClient(LoopResources.DEFAULT_NATIVE);
    }

    /** Without TLS; otherwise all defaults. */
    public static HttpConnector create() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder with what this connector has; the new one shares its look-ups unless it has another family. */
    public Builder toBuilder() {
        return new Builder(parts, resolver);
    }

    /** The event loops that connections work on. */
    public EventLoopGroup loops() {
        return loops;
    }

    /**
     * Connects over TCP.
     *
     * @param host a name, or an address literal; IPv6 with or without brackets
     * @return fails with {@link HttpConnectException}. Cancelling ends the attempt
     */
    public Mono<HttpConnection> connect(String host, int port) {
        return connect(host, port, null);
    }

    /** As {@link #connect(String, int)}, with the event loop that the connection is to work on, one of {@link #loops()}. */
    public Mono<HttpConnection> connect(String host, int port, @Nullable EventLoop loop) {
        String bare = bare(host);
        SocketAddress first = parts.firstHop != null ? parts.firstHop : AddressUtils.createUnresolved(bare, port);
        return attempt(first, bare, port, loop);
    }

    /**
     * Connects to a Unix socket, which needs Netty's native transport.
     *
     * @param host whom to name in the TLS handshake
     */
    public Mono<HttpConnection> connect(Path socket, String host) {
        return attempt(new DomainSocketAddress(socket.toFile()), bare(host), 0, null);
    }

    private Mono<HttpConnection> attempt(SocketAddress first, String host, int port, @Nullable EventLoop loop) {
        return Mono.create(sink -> {
            Attempt attempt = new Attempt(this, host, port, loop != null ? loop : loops.next(), sink);
            attempt.connect(first);
        });
    }

    /**
     * Goes on from a channel that somebody else opens, such as {@link ConnectTunnel#lead(HttpConnection, String, int)}. The
     * limit of time holds for the channel, and again for what follows.
     *
     * @param host whom the connection is for
     * @return fails with {@link HttpConnectException}: in the phase {@link HttpConnectException.Phase#TUNNEL}, or before,
     *     for what the channel's opening fails with
     */
    public Mono<HttpConnection> connectOver(Mono<Channel> tunnel, String host, int port) {
        Duration limit = parts.connectTimeout;
        return tunnel.timeout(limit, Mono.error(() -> HttpConnectException.timedOut(Phase.TUNNEL, limit, null)))
                .onErrorMap(failure -> failure instanceof HttpConnectException before
                        ? before.asTunnel(limit)
                        : HttpConnectException.failed(Phase.TUNNEL, failure))
                .flatMap(channel -> negotiate(channel, host, port));
    }

    /**
     * Speaks HTTP on a channel that is connected already, with TLS first where there is {@link Builder#tls}. The channel's
     * pipeline must be free of handlers that take bytes.
     *
     * @param host whom the connection is for
     * @return fails with {@link HttpConnectException}, after which the channel is closed
     */
    public Mono<HttpConnection> negotiate(Channel channel, String host, int port) {
        return Mono.create(sink -> {
            Attempt attempt = new Attempt(this, bare(host), port, channel.eventLoop(), sink);
            attempt.negotiate(channel);
        });
    }

    /**
     * Looks a name up as a connection would, without connecting.
     *
     * @param host a name, or an address literal; IPv6 with or without brackets
     * @return what the {@linkplain Builder#addresses selector} leaves of its addresses, at least one; fails with what the
     *     look-up or the selector says
     */
    public Mono<List<InetAddress>> addresses(String host) {
        return addresses(host, loops.next());
    }

    Mono<List<InetAddress>> addresses(String host, EventLoop loop) {
        String bare = bare(host);
        return addresses(bare, AddressUtils.createUnresolved(bare, 0), loop, parts.selector);
    }

    /** Those of a server, or of the proxy on the way to it, which no selector judges. */
    Mono<List<InetAddress>> firstHop(String host, InetSocketAddress first, EventLoop loop) {
        return addresses(host, first, loop, parts.tunnel == null ? parts.selector : null);
    }

    private Mono<List<InetAddress>> addresses(
            String host, InetSocketAddress address, EventLoop loop, @Nullable AddressSelector selector) {
        AddressChoice choice = new AddressChoice(parts.family, selector);
        return lookup.of(address, loop).map(resolved -> choice.of(host, resolved));
    }

    /** A channel that is connected to an address, and closed when the subscriber cancels before. */
    Mono<Channel> open(SocketAddress address, EventLoop loop) {
        return TransportConnector.connect(sockets.configuration(), address, resolver, BARE, loop);
    }

    Duration connectionAttemptDelay() {
        return parts.connectionAttemptDelay;
    }

    @Nullable
    Tunnel tunnel() {
        return parts.tunnel;
    }

    @Nullable
    ClientTls tls() {
        return parts.tls;
    }

    @Nullable
    ProtocolVersion version() {
        return parts.version;
    }

    Duration connectTimeout() {
        return parts.connectTimeout;
    }

    ConnectionSettings settings() {
        return parts.settings;
    }

    Http2Settings http2() {
        return parts.http2;
    }

    /** Connections begin without handlers. */
    @ChannelHandler.Sharable
    private static final class BareChannel extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel channel) {
            // The attempt that opens it adds what it needs, step by step.
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Collects what a connector consists of; each setter rejects what makes no sense. Not thread-safe. */
    public static final class Builder {

        private @Nullable AddressResolverGroup<?> known;
        private LoopResources loops = HttpResources.get();
        private @Nullable AddressResolverGroup<?> resolver;
        private DnsSettings dns = DnsSettings.defaults();
        private AddressFamily family = AddressFamily.ANY;
        private @Nullable AddressSelector selector;
        private Duration connectionAttemptDelay = Duration.ofMillis(250);
        private @Nullable SocketAddress bindAddress;
        private @Nullable SocketAddress firstHop;
        private @Nullable Tunnel tunnel;
        private @Nullable ClientTls tls;
        private @Nullable ProtocolVersion version;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private ConnectionSettings settings = ConnectionSettings.defaults();
        private Http2Settings http2 = Http2Settings.defaults();

        private Builder() {}

        private Builder(Builder other, @Nullable AddressResolverGroup<?> known) {
            this.known = known;
            this.loops = other.loops;
            this.resolver = other.resolver;
            this.dns = other.dns;
            this.family = other.family;
            this.selector = other.selector;
            this.connectionAttemptDelay = other.connectionAttemptDelay;
            this.bindAddress = other.bindAddress;
            this.firstHop = other.firstHop;
            this.tunnel = other.tunnel;
            this.tls = other.tls;
            this.version = other.version;
            this.connectTimeout = other.connectTimeout;
            this.settings = other.settings;
            this.http2 = other.http2;
        }

        /** Whose event loops work. Default: those that Reactor Netty's HTTP clients and servers share. */
        public Builder loops(LoopResources value) {
            this.loops = value;
            this.known = null;
            return this;
        }

        /** Who looks names up. Default: Netty's DNS client, which blocks no thread, as Reactor Netty sets it up. */
        public Builder resolver(AddressResolverGroup<?> value) {
            this.resolver = value;
            return this;
        }

        /** How names are looked up when no {@link #resolver} is set. */
        public Builder dns(DnsSettings value) {
            this.dns = value;
            this.known = null;
            return this;
        }

        /** Default {@link AddressFamily#ANY}. */
        public Builder family(AddressFamily value) {
            if (family != value) {
                this.known = null;
            }
            this.family = value;
            return this;
        }

        /**
         * Which addresses of a server are connected to; null, the default, for all. Asked just before the connection, with
         * literals as well as with names. Behind a proxy it is asked only where the address is looked up here
         * ({@link Tunnel#addressFamily()}), and with the proxy's own address never.
         */
        public Builder addresses(@Nullable AddressSelector value) {
            this.selector = value;
            return this;
        }

        /**
         * How long an attempt to connect is awaited before the next address of the host is tried beside it (Happy Eyeballs,
         * RFC 8305 section 5); one that fails is followed at once. The first TCP connection is used and the others are
         * closed: what happens in its TLS handshake is final. Default 250 ms, from 10 ms to 2 s.
         */
        public Builder connectionAttemptDelay(Duration value) {
            if (value.compareTo(LEAST_DELAY) < 0 || value.compareTo(MOST_DELAY) > 0) {
                throw new IllegalArgumentException(
                        "connectionAttemptDelay: " + value + " (expected: " + LEAST_DELAY + " to " + MOST_DELAY + ")");
            }
            this.connectionAttemptDelay = value;
            return this;
        }

        /** The own address to connect from; port 0 for any. Default: the system's choice. */
        public Builder bindAddress(SocketAddress value) {
            this.bindAddress = value;
            return this;
        }

        /**
         * Connects to a proxy first, which the tunnel then leads through to the server.
         *
         * @param value looked up when it is unresolved; or that of a Unix socket, as {@link #connect(Path, String)}
         */
        public Builder through(SocketAddress value, Tunnel passage) {
            this.firstHop = value;
            this.tunnel = passage;
            return this;
        }

        /** How TLS is spoken; which versions it offers should be those of {@link #version}. Default: no TLS. */
        public Builder tls(@Nullable ClientTls value) {
            this.tls = value;
            return this;
        }

        /**
         * The only version to speak; null, the default, for what ALPN agrees upon, and HTTP/1.1 otherwise.
         */
        public Builder version(@Nullable ProtocolVersion value) {
            this.version = value;
            return this;
        }

        /**
         * Longest time for everything together: look-up, connection, tunnel, TLS, and the settings of an HTTP/2 server,
         * which are waited for. Default 10 s.
         */
        public Builder connectTimeout(Duration value) {
            this.connectTimeout = Bound.time("connectTimeout", value);
            return this;
        }

        public Builder settings(ConnectionSettings value) {
            this.settings = value;
            return this;
        }

        /** What the server is told when it speaks HTTP/2. */
        public Builder http2(Http2Settings value) {
            this.http2 = value;
            return this;
        }

        public HttpConnector build() {
            return new HttpConnector(new Builder(this, null), known);
        }
    }
}
