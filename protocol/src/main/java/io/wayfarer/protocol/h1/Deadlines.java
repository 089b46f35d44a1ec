/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one connection on one timer. Moving a limit costs a store: the timer finds out when it goes off, and
 * waits on.
 */
final class Deadlines implements Runnable {

    enum Kind {
        HEAD,
        READ,
        WRITE,
        CLOSE
    }

    private final EventLoop loop;
    private final Watch watch;
    private long headAt;
    private long readAt;
    private long writeAt;
    private long closeAt;
    private long timerAt;
    private @Nullable Future<?> timer;

    Deadlines(EventLoop loop, Watch watch) {
        this.loop = loop;
        this.watch = watch;
    }

    boolean headSet() {
        return headAt != 0;
    }

    boolean writeSet() {
        return writeAt != 0;
    }

    boolean closeSet() {
        return closeAt != 0;
    }

    void head(long millis) {
        headAt = at(millis);
    }

    void read(long millis) {
        readAt = at(millis);
    }

    void write(long millis) {
        writeAt = at(millis);
    }

    void close(long millis) {
        closeAt = at(millis);
    }

    void clearHead() {
        headAt = 0;
    }

    void clearClose() {
        closeAt = 0;
    }

    void clearRead() {
        readAt = 0;
    }

    /** For ever. */
    void stop() {
        headAt = 0;
        readAt = 0;
        writeAt = 0;
        closeAt = 0;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private long at(long millis) {
        long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        at = at == 0 ? 1 : at;
        if (timer != null && timerAt - at > 0) {
            timer.cancel(false);
            timer = null;
        }
        if (timer == null) {
            schedule(at);
        }
        return at;
    }

    private void schedule(long at) {
        timerAt = at;
        timer = loop.schedule(this, at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        timer = null;
        long now = System.nanoTime();
        if (closeAt != 0 && closeAt - now <= 0) {
            closeAt = 0;
            watch.timedOut(Kind.CLOSE);
        } else if (headAt != 0 && headAt - now <= 0) {
            headAt = 0;
            watch.timedOut(Kind.HEAD);
        } else if (readAt != 0 && readAt - now <= 0) {
            readAt = 0;
            watch.timedOut(Kind.READ);
        } else if (writeAt != 0 && writeAt - now <= 0) {
            writeAt = 0;
            watch.timedOut(Kind.WRITE);
        }
        if (timer == null) {
            long next = earlier(earlier(headAt, readAt), earlier(writeAt, closeAt));
            if (next != 0) { // which may have come meanwhile
                schedule(next);
            }
        }
    }

    private static long earlier(long one, long other) {
        if (one == 0 || other == 0) {
            return one + other;
        }
        return one - other < 0 ? one : other;
    }
}
