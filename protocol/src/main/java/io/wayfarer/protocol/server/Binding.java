/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.function.Consumer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.ServerDomainSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;

/** Opens the listening socket as the settings want it. */
final class Binding {

    private static final int IPPROTO_IPV6 = 41;
    private static final int LINUX_IPV6_V6ONLY = 26;

    private final ListenerSettings settings;
    private final LoopResources loops;
    private final EventLoopGroup acceptors;
    private final boolean nio;

    Binding(ListenerSettings settings) {
        this.settings = settings;
        this.loops = settings.loops == null ? TcpResources.get() : settings.loops;
        this.acceptors = loops.onServerSelect(settings.preferNative);
        this.nio = acceptors instanceof IoEventLoopGroup group && group.isIoType(NioIoHandler.class);
    }

    /** Binds; the future is the channel's. May block for a look-up. */
    ServerBootstrap bootstrap(ChannelHandler gate, Consumer<Channel> accepted) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptors, loops.onServer(settings.preferNative))
                .option(ChannelOption.SO_BACKLOG, settings.backlog)
                // One at a time, so that the gate closes behind the last connection that is allowed.
                .option(ChannelOption.RECVBUF_ALLOCATOR, new ServerChannelRecvByteBufAllocator())
                .handler(gate)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.accept(channel);
                    }
                });
        return settings.path == null ? tcp(bootstrap) : unix(bootstrap);
    }

    private ServerBootstrap tcp(ServerBootstrap bootstrap) {
        bootstrap
                .channelFactory(() -> loops.onChannel(ServerSocketChannel.class, acceptors))
                .option(ChannelOption.SO_REUSEADDR, settings.reuseAddress)
                .childOption(ChannelOption.TCP_NODELAY, true);
        if (settings.reusePort) {
            if (nio) {
                bootstrap.option(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
            } else {
                bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
            }
        }
        if (settings.v6Only) {
            if (nio || !System.getProperty("os.name", "").startsWith("Linux")) {
                throw new IllegalStateException("v6Only needs Netty's native transport on Linux, which is not here:"
                        + " add io.netty:netty-transport-native-epoll with the classifier of this machine");
            }
            bootstrap.option(new IntegerUnixChannelOption("IPV6_V6ONLY", IPPROTO_IPV6, LINUX_IPV6_V6ONLY), 1);
        }
        return bootstrap;
    }

    private ServerBootstrap unix(ServerBootstrap bootstrap) {
        return bootstrap.channelFactory(() -> nio
                ? (ServerChannel) new NioServerDomainSocketChannel()
                : loops.onChannel(ServerDomainSocketChannel.class, acceptors));
    }

    SocketAddress address(Path socket) {
        return nio ? UnixDomainSocketAddress.of(socket) : new DomainSocketAddress(socket.toFile());
    }

    SocketAddress address() throws UnknownHostException {
        if (settings.host == null) {
            return new InetSocketAddress(settings.port);
        }
        if (settings.family == null) {
            return new InetSocketAddress(InetAddress.getByName(settings.host), settings.port);
        }
        boolean v6 = settings.family == StandardProtocolFamily.INET6;
        for (InetAddress candidate : InetAddress.getAllByName(settings.host)) {
            if (candidate.getAddress().length == (v6 ? 16 : 4)) {
                return new InetSocketAddress(candidate, settings.port);
            }
        }
        throw new UnknownHostException(settings.host + " has no address of the family " + settings.family);
    }
}
