/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Leads a channel that is connected to a proxy on to the server. Shared by all connections, so thread-safe. */
@FunctionalInterface
public interface Tunnel {

    /**
     * Called on the channel's event loop. The channel does not read by itself; handlers that were put into its pipeline are
     * gone when this completes, on that event loop. Cancelled when time is up; the channel is then closed by the caller.
     *
     * @param host where to, a name or an address literal without brackets
     * @return the channel to go on with
     */
    Mono<Channel> lead(Channel channel, String host, int port);

    /**
     * Of which family the address must be that the proxy is asked to connect to. The connector then looks names up, under
     * its {@linkplain ConnectorBuilder#addresses selector}, and calls {@link #lead} with a literal.
     *
     * @return null, the default, when the proxy looks names up
     */
    default @Nullable AddressFamily addressFamily() {
        return null;
    }

    /** Leads there, wherever the connection is for: to the next of several proxies. */
    default Tunnel to(String host, int port) {
        return (channel, server, serverPort) -> lead(channel, host, port);
    }

    /** Goes on with another tunnel behind this one. */
    default Tunnel then(Tunnel next) {
        Tunnel first = this;
        return new Tunnel() {

            @Override
            public Mono<Channel> lead(Channel channel, String host, int port) {
                return first.lead(channel, host, port).flatMap(reached -> next.lead(reached, host, port));
            }

            @Override
            public @Nullable AddressFamily addressFamily() {
                return next.addressFamily();
            }
        };
    }
}
