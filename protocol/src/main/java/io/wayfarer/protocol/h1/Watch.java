/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.connection.StreamLimits;
import io.wayfarer.protocol.delivery.Backlog;
import io.wayfarer.protocol.error.ReadTimeoutException;
import io.wayfarer.protocol.error.WriteTimeoutException;

/** Knows which time limits run: for a section to come whole, for silence, for a stalled peer, for the end. On the event loop only. */
final class Watch {

    /** A stalled peer is noticed so many times a limit. */
    private static final int LOOKS = 4;

    private final Http1Handler handler;
    private final ConnectionSettings settings;
    private final Deadlines deadlines;
    private final Backlog backlog;
    private long movedAt;

    Watch(Http1Handler handler, Channel channel) {
        this.handler = handler;
        this.settings = handler.settings;
        this.deadlines = new Deadlines(channel.eventLoop(), this);
        this.backlog = new Backlog(channel);
    }

    /** Something has changed: what is awaited, or whether it may come. */
    void update() {
        boolean paused = handler.intake.paused();
        MessageReader reader = handler.reader;
        if (!paused && reader.withinSection() && (handler.mayReadHead() || !reader.atHead())) {
            long limit = settings.headTimeout().toMillis();
            if (limit > 0 && !deadlines.headSet()) {
                deadlines.head(limit);
            }
        } else if (deadlines.headSet()) {
            deadlines.clearHead();
        }
        long silence = silence().toMillis();
        if (silence > 0 && !paused && handler.awaiting()) {
            deadlines.read(silence);
        } else {
            deadlines.clearRead();
        }
        wrote();
    }

    private Duration silence() {
        StreamLimits limits = handler.limits(handler.receiving());
        return handler.reader.atHead() ? limits.response() : limits.read();
    }

    /** Something was written: what the operating system has not taken at once is watched until it has. */
    void wrote() {
        if (!deadlines.writeSet() && backlog.present()) {
            Duration limit = writeLimit();
            if (!limit.isZero()) {
                backlog.moves();
                movedAt = System.nanoTime();
                deadlines.write(look(limit));
            }
        }
    }

    private Duration writeLimit() {
        Http1Stream writing = handler.writing();
        return handler.limits(writing == null ? handler.streams.peek() : writing)
                .write();
    }

    private static long look(Duration limit) {
        return Math.max(1, limit.toMillis() / LOOKS);
    }

    private void checkWriting() {
        if (!backlog.present()) {
            return;
        }
        Duration limit = writeLimit();
        long now = System.nanoTime();
        if (backlog.moves()) {
            movedAt = now;
        }
        if (now - movedAt >= limit.toNanos()) {
            handler.stalled(new WriteTimeoutException(limit));
        } else {
            long left = TimeUnit.NANOSECONDS.toMillis(movedAt + limit.toNanos() - now) + 1;
            deadlines.write(Math.min(look(limit), left));
        }
    }

    /** A section has come whole: what has begun since then has time of its own. */
    void sectionRead() {
        deadlines.clearHead();
    }

    /** The connection ends after the time that a close may take. */
    void closeSoon() {
        deadlines.close(Math.max(1, settings.closeTimeout().toMillis()));
    }

    boolean closing() {
        return deadlines.closeSet();
    }

    void doNotClose() {
        deadlines.clearClose();
    }

    /** For ever. */
    void stop() {
        deadlines.stop();
    }

    void timedOut(Deadlines.Kind kind) {
        switch (kind) {
            case CLOSE -> handler.closeTimedOut();
            case HEAD -> handler.overdue(new ReadTimeoutException("whole head", settings.headTimeout()));
            case READ -> {
                if (handler.awaiting() && !handler.intake.paused()) {
                    silent();
                }
            }
            case WRITE -> checkWriting();
        }
    }

    /** Who has not been sent everything yet owes no answer. */
    private void silent() {
        if (deadlines.writeSet() || backlog.moves()) {
            update();
        } else {
            handler.overdue(new ReadTimeoutException(handler.reader.atHead() ? "head" : "content", silence()));
        }
    }
}
