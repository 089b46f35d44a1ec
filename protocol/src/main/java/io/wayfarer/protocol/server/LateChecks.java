/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import io.netty.channel.EventLoop;

/** Looks at answers once more when the event loop has done what it is at, at many of them in one task. */
final class LateChecks implements Runnable {

    private final EventLoop loop;
    private final Link ring = new Link();
    private boolean planned;

    LateChecks(EventLoop loop) {
        this.loop = loop;
    }

    /** @param answering is in no ring */
    void add(Answering answering) {
        answering.join(ring);
        if (!planned) {
            planned = true;
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        planned = false;
        while (ring.next() instanceof Answering answering) {
            answering.leave();
            answering.check();
        }
    }
}
