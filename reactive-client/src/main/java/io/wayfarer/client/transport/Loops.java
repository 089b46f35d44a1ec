/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;

/** The event loops that the connections of a transport work on, numbered from 0. */
final class Loops {

    private final EventLoop[] loops;
    private final AtomicInteger turn = new AtomicInteger();

    Loops(EventLoopGroup group) {
        List<EventLoop> found = new ArrayList<>();
        for (EventExecutor executor : group) {
            if (executor instanceof EventLoop loop) {
                found.add(loop);
            }
        }
        this.loops = found.toArray(EventLoop[]::new);
    }

    int count() {
        return loops.length;
    }

    EventLoop get(int number) {
        return loops[number];
    }

    /** The number of the loop whose thread this is; -1 when it is another thread. */
    int current() {
        for (int i = 0; i < loops.length; i++) {
            if (loops[i].inEventLoop()) {
                return i;
            }
        }
        return -1;
    }

    /** The number of a loop; a loop that is none of these counts as the first. */
    int numberOf(EventLoop loop) {
        for (int i = 0; i < loops.length; i++) {
            if (loops[i].equals(loop)) {
                return i;
            }
        }
        return 0;
    }

    /** One after another, for callers that have no loop of their own. */
    int next() {
        return Math.floorMod(turn.getAndIncrement(), loops.length);
    }
}
