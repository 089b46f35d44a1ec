/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.DomainSocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.AddressUtils;

import io.wayfarer.protocol.client.HttpConnectException.Phase;
import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.h2.Http2Settings;
import io.wayfarer.protocol.tls.ClientTls;
import io.wayfarer.protocol.tls.QuicTls;

/**
 * Makes connections to servers. Immutable and thread-safe; make one and keep it, look-ups and TLS sessions are remembered
 * within one.
 *
 * <p>Over TLS the version of HTTP is agreed upon by ALPN (RFC 9113 section 3.2); without TLS it is HTTP/1.1, or HTTP/2
 * with prior knowledge (section 3.3) when {@link ConnectorBuilder#version} says so, or where the server agrees to an
 * {@linkplain ConnectorBuilder#upgrade upgrade}.
 *
 * <pre>{@code
 * HttpConnector connector = HttpConnector.builder().tls(ClientTls.defaults()).build();
 * Mono<HttpConnection> connection = connector.connect("shop.example", 443);
 * }</pre>
 */
public final class HttpConnector {

    private final ConnectorBuilder parts;
    private final Sockets sockets;

    HttpConnector(ConnectorBuilder builder) {
        this.parts = builder;
        Sockets known = builder.known;
        this.sockets = known != null ? known : new Sockets(builder.sockets, builder.loops, builder.limits.resolve());
    }

    /** Without TLS; otherwise all defaults. */
    public static HttpConnector create() {
        return builder().build();
    }

    public static ConnectorBuilder builder() {
        return new ConnectorBuilder();
    }

    /** A builder with what this connector has; the new one shares its look-ups unless they are to be made otherwise. */
    public ConnectorBuilder toBuilder() {
        return new ConnectorBuilder(parts, sockets);
    }

    /** The event loops that connections work on. */
    public EventLoopGroup loops() {
        return sockets.loops();
    }

    /**
     * Connects over TCP, or to the Unix socket that the settings have for the place.
     *
     * @param host a name, or an address literal; IPv6 with or without brackets
     * @return fails with {@link HttpConnectException}. Cancelling ends the attempt
     */
    public Mono<HttpConnection> connect(String host, int port) {
        return connect(host, port, null);
    }

    /** As {@link #connect(String, int)}, with the event loop that the connection is to work on, one of {@link #loops()}. */
    public Mono<HttpConnection> connect(String host, int port, @Nullable EventLoop loop) {
        return connect(host, port, loop, parts.limits);
    }

    /**
     * As {@link #connect(String, int, EventLoop)}, with limits of time for this connection. The DNS may give up earlier, by
     * those of the connector.
     */
    public Mono<HttpConnection> connect(String host, int port, @Nullable EventLoop loop, ConnectLimits limits) {
        String bare = Place.bare(host);
        Place destination = sockets.settings().destination(bare, port);
        SocketAddress first = parts.firstHop != null ? parts.firstHop : address(destination);
        return attempt(first, bare, bare, port, destination, loop, limits);
    }

    /**
     * Connects to another place, which TLS has to prove to answer for the server (RFC 7838 section 2.1). The
     * {@linkplain ConnectorBuilder#addresses selector} judges the place by its own name. Goes through no proxy.
     *
     * @param place a name, or an address literal; IPv6 with or without brackets
     * @param host of the server
     * @return fails with {@link HttpConnectException}
     * @throws IllegalStateException without {@link ConnectorBuilder#tls}, and with {@link ConnectorBuilder#through}
     */
    public Mono<HttpConnection> connectElsewhere(
            String place, int placePort, String host, int port, @Nullable EventLoop loop, ConnectLimits limits) {
        if (parts.tls == null || parts.tunnel != null) {
            throw new IllegalStateException(
                    "another place has to prove by TLS whom it answers for, and without a proxy");
        }
        String bare = Place.bare(place);
        Place destination = sockets.settings().destination(bare, placePort);
        return attempt(address(destination), bare, Place.bare(host), port, destination, loop, limits);
    }

    private static SocketAddress address(Place place) {
        return place.socket() != null
                ? new DomainSocketAddress(place.socket().toFile())
                : AddressUtils.createUnresolved(place.host(), place.port());
    }

    /**
     * Connects to a Unix socket, which needs Netty's native transport.
     *
     * @param host whom to name in the TLS handshake
     */
    public Mono<HttpConnection> connect(Path socket, String host) {
        String bare = Place.bare(host);
        Place destination = new Place(bare, 0, socket);
        return attempt(address(destination), bare, bare, 0, destination, null, parts.limits);
    }

    /**
     * Whether Netty's codec of HTTP/3 and its native library of QUIC are on the class path, and work on this platform. The first
     * call loads the library, which takes a moment and reads a file.
     */
    public static boolean speaksQuic() {
        return QuicAttempts.available();
    }

    /**
     * Connects by QUIC, and speaks HTTP/3. The addresses of the place are judged by its own name, and tried one after another.
     * Goes through no proxy. Needs {@link #speaksQuic()}.
     *
     * @param tls takes the place of {@link ConnectorBuilder#tls}
     * @param place a name, or an address literal; IPv6 with or without brackets. The server's, or another that answers for it
     * @param host of the server
     * @param limits of the look-up, of the handshake, which is of TLS too, and of both together
     * @return fails with {@link HttpConnectException}
     */
    public Mono<HttpConnection> connectByQuic(
            QuicTls tls,
            String place,
            int placePort,
            String host,
            int port,
            @Nullable EventLoop loop,
            ConnectLimits limits) {
        return new QuicAttempts(this, tls, Place.bare(host), port, limits)
                .connect(Place.bare(place), placePort, loop != null ? loop : loops().next());
    }

    private Mono<HttpConnection> attempt(
            SocketAddress first,
            String judged,
            String host,
            int port,
            Place destination,
            @Nullable EventLoop loop,
            ConnectLimits limits) {
        return Mono.create(sink -> {
            Attempt attempt =
                    new Attempt(this, host, port, loop != null ? loop : loops().next(), new StepClock(limits), sink);
            attempt.connect(first, judged, destination);
        });
    }

    /**
     * Goes on from a channel that somebody else opens, such as {@link ConnectTunnel#lead(HttpConnection, String, int)}. The
     * limit of time of tunnels holds for the channel.
     *
     * @param host whom the connection is for
     * @return fails with {@link HttpConnectException}: in the phase {@link HttpConnectException.Phase#TUNNEL}, or before,
     *     for what the channel's opening fails with
     */
    public Mono<HttpConnection> connectOver(Mono<Channel> tunnel, String host, int port) {
        return connectOver(tunnel, host, port, parts.limits);
    }

    /** As {@link #connectOver(Mono, String, int)}, with limits of time for this connection. */
    public Mono<HttpConnection> connectOver(Mono<Channel> tunnel, String host, int port, ConnectLimits limits) {
        return Mono.defer(() -> {
            StepClock clock = new StepClock(limits);
            StepLimit limit = clock.limit(Phase.TUNNEL);
            return tunnel.timeout(limit.left(), Mono.error(() -> limit.exceeded(Phase.TUNNEL)))
                    .onErrorMap(failure -> failure instanceof HttpConnectException before
                            ? before.asTunnel()
                            : HttpConnectException.failed(Phase.TUNNEL, failure))
                    .flatMap(channel -> negotiate(channel, host, port, clock));
        });
    }

    /**
     * Speaks HTTP on a channel that is connected already, with TLS first where there is {@link ConnectorBuilder#tls}. The channel's
     * pipeline must be free of handlers that take bytes.
     *
     * @param host whom the connection is for
     * @return fails with {@link HttpConnectException}, after which the channel is closed
     */
    public Mono<HttpConnection> negotiate(Channel channel, String host, int port) {
        return negotiate(channel, host, port, new StepClock(parts.limits));
    }

    private Mono<HttpConnection> negotiate(Channel channel, String host, int port, StepClock clock) {
        return Mono.create(sink -> {
            Attempt attempt = new Attempt(this, Place.bare(host), port, channel.eventLoop(), clock, sink);
            attempt.negotiate(channel);
        });
    }

    /**
     * Looks a name up as a connection would, without connecting.
     *
     * @param host a name, or an address literal; IPv6 with or without brackets
     * @return what the {@linkplain ConnectorBuilder#addresses selector} leaves of its addresses, at least one; fails with what the
     *     look-up or the selector says
     */
    public Mono<List<InetAddress>> addresses(String host) {
        return addresses(AddressUtils.createUnresolved(Place.bare(host), 0), loops().next());
    }

    Mono<List<InetAddress>> addresses(InetSocketAddress server, EventLoop loop) {
        return sockets.addresses(server, loop)
                .collect(ArrayList<InetAddress>::new, List::addAll)
                .map(all -> choice().of(server.getHostString(), all));
    }

    Sockets sockets() {
        return sockets;
    }

    LoopResources resources() {
        return parts.loops;
    }

    /** Of the addresses of a server. */
    AddressChoice choice() {
        return new AddressChoice(sockets.settings().family(), parts.selector);
    }

    /** Of the addresses of what is connected to first: the server, or the proxy on the way to it, which no selector judges. */
    AddressChoice firstChoice() {
        return parts.tunnel == null
                ? choice()
                : new AddressChoice(sockets.settings().family(), null);
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

    boolean upgrades() {
        return parts.upgrade;
    }

    ConnectionSettings settings() {
        return parts.settings;
    }

    Http2Settings http2() {
        return parts.http2;
    }
}
