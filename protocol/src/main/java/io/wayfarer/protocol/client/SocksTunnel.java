/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.time.Duration;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.socks.SocksCredentials;
import io.wayfarer.protocol.socks.SocksNegotiation;
import io.wayfarer.protocol.socks.SocksVersion;

/** The way through a SOCKS proxy. Fails with {@link io.wayfarer.protocol.socks.SocksException}. */
public final class SocksTunnel implements Tunnel {

    /** The connector's own limit is the one that counts. */
    private static final Duration NO_LIMIT = Duration.ofMillis(Integer.MAX_VALUE);

    private final SocksVersion version;
    private final @Nullable SocksCredentials credentials;

    private SocksTunnel(SocksVersion version, @Nullable SocksCredentials credentials) {
        this.version = version;
        this.credentials = credentials;
    }

    public static SocksTunnel of(SocksVersion version) {
        return new SocksTunnel(version, null);
    }

    public static SocksTunnel of(SocksVersion version, SocksCredentials credentials) {
        return new SocksTunnel(version, credentials);
    }

    @Override
    public @Nullable AddressFamily addressFamily() {
        if (!version.resolvesHere()) {
            return null;
        }
        return version.isVersion4() ? AddressFamily.IPV4 : AddressFamily.ANY;
    }

    @Override
    public Mono<Channel> lead(Channel channel, String host, int port) {
        SocksNegotiation negotiation = credentials == null
                ? SocksNegotiation.on(channel, version)
                : SocksNegotiation.on(channel, version, credentials);
        return negotiation.negotiate(host, port, NO_LIMIT).then(negotiation.takeChannel());
    }
}
