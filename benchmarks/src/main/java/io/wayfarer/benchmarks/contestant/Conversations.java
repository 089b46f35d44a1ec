/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import java.util.ArrayDeque;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.HttpResources;

/**
 * What stands in for a pool where a library has none: each event loop keeps its own connections, and opens another when
 * none of them is free. The loops are those of Reactor Netty's client, so that all have as many.
 */
abstract class Conversations<C> implements Exchange {

    private final EventLoopGroup loops = HttpResources.get().onClient(true);
    private final FastThreadLocal<ArrayDeque<C>> free = new FastThreadLocal<>();

    /** Opens a connection on the loop, and then asks on it. */
    abstract void open(EventLoop loop, Reply reply);

    /** Sends the request and reads the answer, on the connection's loop; then the connection is {@linkplain #rest free}. */
    abstract void ask(C connection, Reply reply);

    @Override
    public void start(Reply reply) {
        ArrayDeque<C> mine = free.getIfExists();
        if (mine == null) {
            EventLoop loop = loops.next();
            loop.execute(() -> ask(loop, reply));
        } else {
            C connection = mine.poll();
            if (connection == null) {
                open(loops.next(), reply);
            } else {
                ask(connection, reply);
            }
        }
    }

    private void ask(EventLoop loop, Reply reply) {
        C connection = mine().poll();
        if (connection == null) {
            open(loop, reply);
        } else {
            ask(connection, reply);
        }
    }

    /** On the connection's loop. */
    final void rest(C connection) {
        mine().push(connection);
    }

    private ArrayDeque<C> mine() {
        @Nullable ArrayDeque<C> mine = free.getIfExists();
        if (mine == null) {
            mine = new ArrayDeque<>();
            free.set(mine);
        }
        return mine;
    }
}
