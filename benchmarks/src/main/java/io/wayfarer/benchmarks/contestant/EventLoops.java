/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import reactor.netty.http.HttpResources;

/** Asks event loops what they run on, because a jar on the class path is enough to change it. */
final class EventLoops {

    private EventLoops() {}

    /** The transport behind Reactor Netty's default event loops. */
    static String ofReactorNetty() {
        return transport(HttpResources.get().onClient(true));
    }

    /** One of them. */
    static EventLoop one() {
        return HttpResources.get().onClient(true).next();
    }

    static String transport(EventLoopGroup group) {
        if (!(group.next() instanceof IoEventLoop loop)) {
            return "unknown: " + group.getClass().getName();
        }
        if (loop.isIoType(EpollIoHandler.class)) {
            return "epoll";
        }
        return loop.isIoType(NioIoHandler.class) ? "nio" : "neither epoll nor nio";
    }
}
