/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.delivery;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** What of a channel's octets the operating system has not taken yet, and whether it goes on taking. On the event loop only. */
public final class Backlog {

    private static final long NOTHING = Long.MIN_VALUE;

    private final Channel channel;
    private long last = NOTHING;

    public Backlog(Channel channel) {
        this.channel = channel;
    }

    /** Whether anything is left. */
    public boolean present() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        return out != null && !out.isEmpty();
    }

    /** Whether there is something left and it is another amount than when this was asked before. */
    public boolean moves() {
        long before = last;
        last = left();
        return last != NOTHING && last != before;
    }

    /** Files count for nothing until they go: what has gone of the first entry is known of them too. */
    private long left() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        return out == null || out.isEmpty() ? NOTHING : out.totalPendingWriteBytes() - out.currentProgress();
    }
}
