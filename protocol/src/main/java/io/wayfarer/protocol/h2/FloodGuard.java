/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;

/** Counts frames that cost this side more than they cost the peer (RFC 9113 section 10.5). On the event loop only. */
final class FloodGuard {

    private static final long RESET_WINDOW_NANOS = 30_000_000_000L;
    private static final long CONTROL_WINDOW_NANOS = 10_000_000_000L;

    private final Http2Limits limits;
    private long resetsSince = System.nanoTime();
    private int resets;
    private long controlsSince = resetsSince;
    private int controls;
    private int emptyFrames;
    private int queuedAcks;

    FloodGuard(Http2Limits limits) {
        this.limits = limits;
    }

    /** A stream that the peer ended early, or made this side end. */
    void reset() throws Http2Exception {
        long now = System.nanoTime();
        if (now - resetsSince > RESET_WINDOW_NANOS) {
            resetsSince = now;
            resets = 0;
        }
        if (++resets > limits.maxResets()) {
            throw calm("too many streams were reset");
        }
    }

    void control() throws Http2Exception {
        long now = System.nanoTime();
        if (now - controlsSince > CONTROL_WINDOW_NANOS) {
            controlsSince = now;
            controls = 0;
        }
        if (++controls > limits.maxControlFrames()) {
            throw calm("too many frames that carry no message");
        }
    }

    /** A frame that is answered: answers pile up where the peer does not read. */
    void acknowledged(ChannelHandlerContext ctx) throws Http2Exception {
        control();
        if (ctx.channel().isWritable()) {
            queuedAcks = 0;
        } else if (++queuedAcks > limits.maxQueuedAcks()) {
            throw calm("the peer does not read its acknowledgements");
        }
    }

    void content(int octets, boolean end) throws Http2Exception {
        if (octets > 0 || end) {
            emptyFrames = 0;
        } else if (++emptyFrames > limits.maxEmptyFrames()) {
            throw calm("too many empty DATA frames");
        }
    }

    private static Http2Exception calm(String what) {
        return Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "%s (RFC 9113 section 10.5)", what);
    }
}
