/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.net.SocketAddress;

import javax.net.ssl.SSLSession;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A connection that speaks one version of HTTP, as client or as server. Its work is done on one event loop; all methods
 * may be called on any thread.
 */
public interface HttpConnection {

    Role role();

    /** What is spoken; in HTTP/1 as a server, what the client's last request said. */
    ProtocolVersion version();

    /** The channel below. Writing to it, or changing its pipeline, is at the caller's risk. */
    Channel channel();

    default SocketAddress localAddress() {
        return channel().localAddress();
    }

    default SocketAddress remoteAddress() {
        return channel().remoteAddress();
    }

    /** The session when this is TLS, else null. */
    @Nullable
    SSLSession tls();

    /** Whether new streams are possible at all; false from the moment in which the connection drains or is closed. */
    boolean open();

    /** How many streams are under way. */
    int activeStreams();

    /** How many more streams may be opened now: by the peer's limit in HTTP/2, by the pipelining depth in HTTP/1. */
    int availableStreams();

    /**
     * A stream for the next request. It takes its place on the connection when its head is sent; with no place free
     * (RFC 9113 section 5.1.2) that fails with {@link io.wayfarer.protocol.error.ConnectionEndedException}, unprocessed.
     *
     * @throws IllegalStateException at a server, which promises streams instead
     */
    HttpStream newStream();

    /**
     * The streams that the peer opens: requests at a server, promised answers at a client (RFC 9113 section 8.4). One
     * subscriber. While nothing is asked for, an HTTP/1 server reads no further request, an HTTP/2 server holds the
     * streams back, and a client refuses promises. Completes when the connection is closed.
     */
    Flux<HttpStream> incoming();

    /** Sets who is told what becomes of the connection; the last one counts. */
    void observe(ConnectionObserver observer);

    /** Completes when all that was sent before has been handed to the operating system. */
    Mono<Void> flush();

    /**
     * Ends one direction when what is under way in it has ended. Without {@link Direction#INPUT} this side sends nothing
     * new; without {@link Direction#OUTPUT} the peer's new streams are no longer taken. In HTTP/2 the peer is told by
     * GOAWAY (RFC 9113 section 6.8). Completes when the direction is closed.
     */
    Mono<Void> shutdown(Direction direction);

    /** Closes at once; streams under way fail. Completes when the connection is closed. */
    Mono<Void> close();

    /** Completes when the connection is closed, for whatever reason. */
    Mono<Void> closed();

    /**
     * Gives the channel away, after an upgrade or a CONNECT for instance: all handlers of HTTP leave its pipeline, and
     * octets that came behind the last message read are fired into it. The connection counts as closed from then on,
     * and does not touch the channel any more.
     *
     * @return fails with {@link IllegalStateException} while other streams are under way, and in HTTP/2 always
     */
    Mono<Channel> takeChannel();
}
