/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** How names are looked up, on an event loop. */
@FunctionalInterface
interface Lookup {

    /** Each answer as it comes. */
    Flux<List<InetAddress>> resolve(String host, EventLoop loop);

    /** By a resolver of Netty's, all addresses at once. */
    static Lookup by(AddressResolverGroup<?> resolvers) {
        return (host, loop) -> Mono.<List<InetAddress>>create(sink -> ask(resolvers.getResolver(loop), host, sink))
                .flux();
    }

    @SuppressWarnings("unchecked") // Resolvers of names give addresses of the internet, and others are left out.
    private static void ask(AddressResolver<?> resolver, String host, MonoSink<List<InetAddress>> sink) {
        Future<List<SocketAddress>> asked =
                ((AddressResolver<SocketAddress>) resolver).resolveAll(InetSocketAddress.createUnresolved(host, 0));
        sink.onCancel(() -> asked.cancel(false));
        asked.addListener(done -> {
            if (!asked.isSuccess()) {
                sink.error(asked.cause());
                return;
            }
            List<InetAddress> found = new ArrayList<>();
            for (SocketAddress each : asked.getNow()) {
                if (each instanceof InetSocketAddress internet && !internet.isUnresolved()) {
                    found.add(internet.getAddress());
                }
            }
            sink.success(found);
        });
    }
}
