/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** The signs of life that the peer was asked for and has not given yet (RFC 9113 section 6.7). On the event loop only. */
final class Pings {

    private final Http2Codec codec;
    private final Map<Long, Runnable> waiting = new HashMap<>(2);
    private long last = System.nanoTime();

    Pings(Http2Codec codec) {
        this.codec = codec;
    }

    /** @param answered also run when the connection ends before the answer */
    void send(Runnable answered) {
        last++;
        waiting.put(last, answered);
        codec.encoder().writePing(codec.context(), false, last, codec.context().newPromise());
        codec.flushSoon();
    }

    void answered(long data) {
        Runnable answered = waiting.remove(data);
        if (answered != null) {
            answered.run();
        }
    }

    /** No answer will come any more. */
    void end() {
        for (Runnable next : new ArrayDeque<>(waiting.values())) {
            next.run();
        }
    }
}
