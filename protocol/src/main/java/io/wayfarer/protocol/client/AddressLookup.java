/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Asks for the addresses of names. */
record AddressLookup(AddressResolverGroup<?> resolvers) {

    /** All addresses, at least one; of a literal itself. */
    Mono<List<InetAddress>> of(InetSocketAddress host, EventLoop loop) {
        return host.isUnresolved() ? Mono.create(sink -> ask(host, loop, sink)) : Mono.just(List.of(host.getAddress()));
    }

    @SuppressWarnings("unchecked") // Resolvers of names give addresses of the internet, or else fail the test below.
    private void ask(InetSocketAddress host, EventLoop loop, MonoSink<List<InetAddress>> sink) {
        AddressResolver<SocketAddress> resolver = (AddressResolver<SocketAddress>) resolvers.getResolver(loop);
        Future<List<SocketAddress>> answer = resolver.resolveAll(host);
        sink.onCancel(() -> answer.cancel(false));
        answer.addListener(done -> {
            if (!answer.isSuccess()) {
                sink.error(answer.cause());
                return;
            }
            List<InetAddress> found = new ArrayList<>();
            for (SocketAddress each : answer.getNow()) {
                if (each instanceof InetSocketAddress internet && !internet.isUnresolved()) {
                    found.add(internet.getAddress());
                }
            }
            if (found.isEmpty()) {
                sink.error(new UnknownHostException(host.getHostString() + " has no address"));
            } else {
                sink.success(found);
            }
        });
    }
}
