/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.error.ReadTimeoutException;

/** Knows which time limits run: for a section to come whole, for silence, for the end. On the event loop only. */
final class Watch {

    private final Http1Handler handler;
    private final Channel channel;
    private final ConnectionSettings settings;
    private final Deadlines deadlines;
    private final long readMillis;
    private long unsent;

    Watch(Http1Handler handler, Channel channel) {
        this.handler = handler;
        this.channel = channel;
        this.settings = handler.settings;
        this.deadlines = new Deadlines(channel.eventLoop(), this);
        this.readMillis = settings.readTimeout().toMillis();
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
        if (readMillis > 0) {
            if (!paused && handler.awaiting()) {
                deadlines.read(readMillis);
            } else {
                deadlines.clearRead();
            }
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
                if (handler.awaiting() && !handler.intake.paused() && !sending()) {
                    handler.overdue(new ReadTimeoutException(
                            handler.reader.atHead() ? "head" : "content", settings.readTimeout()));
                }
            }
        }
    }

    /** Whether this side's octets are still on their way, as they were not when this was asked before. */
    private boolean sending() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long pending = out == null ? 0 : out.totalPendingWriteBytes();
        boolean moving = pending > 0 && pending != unsent;
        unsent = pending;
        if (moving) {
            update();
        }
        return moving;
    }
}
