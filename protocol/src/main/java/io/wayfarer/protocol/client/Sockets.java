/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.resolver.DefaultAddressResolverGroup;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.transport.TransportConnector;
import reactor.util.retry.Retry;

import io.wayfarer.protocol.grammar.IpAddress;

/** Looks hosts up and opens channels to their addresses. What was looked up is remembered within one. */
final class Sockets {

    /** A silent DNS server is asked so often before a name counts as unknown, all within the limit. */
    private static final int QUERIES_A_NAME = 4;

    private static final ChannelInitializer<Channel> BARE = new BareChannel();

    private final SocketSettings settings;
    private final TcpClient client;
    private final Lookup lookup;
    private final EventLoopGroup loops;
    private final AtomicInteger portsTaken = new AtomicInteger();

    Sockets(SocketSettings settings, LoopResources resources, Duration resolveTimeout) {
        this.settings = settings;
        this.client = TcpClient.create(ConnectionProvider.newConnection())
                .noProxy()
                .runOn(resources)
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                // Who connects has a limit of time for all addresses together.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
        Lookup own = settings.lookup();
        Duration eachQuery = resolveTimeout.dividedBy(QUERIES_A_NAME).plusMillis(1);
        this.lookup = own != null ? own : BothFamilies.dns(client, settings.dns(), settings.family(), eachQuery);
        this.loops = resources.onClient(LoopResources.DEFAULT_NATIVE);
    }

    private Sockets(Sockets other, SocketSettings settings) {
        this.settings = settings;
        this.client = other.client;
        this.lookup = other.lookup;
        this.loops = other.loops;
    }

    /**
     * Channels from elsewhere, whose hosts are looked up and remembered together with these.
     *
     * @return null where these look up one family alone, and that might be the wrong one
     */
    @Nullable
    Sockets from(LocalEnd other) {
        SocketSettings changed = settings.from(other);
        AddressFamily known = settings.family();
        return known == AddressFamily.ANY || known == changed.family() ? new Sockets(this, changed) : null;
    }

    SocketSettings settings() {
        return settings;
    }

    EventLoopGroup loops() {
        return loops;
    }

    /** Each answer as it comes, or what the settings know; of a literal itself. */
    Flux<List<InetAddress>> addresses(InetSocketAddress place, EventLoop loop) {
        String host = place.getHostString();
        List<InetAddress> known = settings.known(host, place.getPort());
        if (known != null) {
            return Flux.just(known);
        }
        if (!place.isUnresolved()) {
            return Flux.just(List.of(place.getAddress()));
        }
        return IpAddress.parse(host)
                .flatMap(Zones::address)
                .map(literal -> Flux.just(List.of(literal)))
                .orElseGet(() -> lookup.resolve(host, loop)
                        .filter(found -> !found.isEmpty())
                        .switchIfEmpty(Flux.error(() -> new UnknownHostException(host + " has no address"))));
    }

    /** A channel that is connected to an address, and closed when the subscriber cancels before. */
    Mono<Channel> open(SocketAddress remote, EventLoop loop) {
        int ports = settings.from().ports();
        Mono<Channel> attempt = Mono.defer(() -> {
            SocketAddress local = settings.from().address(remote, portsTaken.getAndIncrement() & Integer.MAX_VALUE);
            Supplier<SocketAddress> from = () -> local;
            TcpClient bound = local == null ? client : client.bindAddress(from);
            return TransportConnector.connect(
                    bound.configuration(), remote, DefaultAddressResolverGroup.INSTANCE, BARE, loop);
        });
        return ports == 1 ? attempt : attempt.retryWhen(retryOnTakenPorts(ports));
    }

    private static Retry retryOnTakenPorts(int ports) {
        return Retry.max(ports - 1L)
                .filter(Sockets::isOfTheOwnPort)
                .onRetryExhaustedThrow((spec, last) -> last.failure());
    }

    /** The native transport says which call failed, and no more. */
    private static boolean isOfTheOwnPort(Throwable e) {
        return e instanceof BindException
                || (e instanceof NativeIoException
                        && String.valueOf(e.getMessage()).startsWith("bind"));
    }

    /** Connections begin without handlers. */
    @ChannelHandler.Sharable
    private static final class BareChannel extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel channel) {
            // The attempt that opens it adds what it needs, step by step.
        }
    }
}
