/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.frame.FrameReading;
import io.wayfarer.protocol.frame.FrameType;

/** Gives Netty's reader whole frames only, so that each can be seen on its way, and times sections that do not end. */
final class FrameGate implements Http2FrameReader {

    private final DefaultHttp2FrameReader reader;
    private final Http2Limits limits;
    private final long headTimeoutMillis;
    private final FrameTap tap = new FrameTap();
    private @Nullable Http2FrameListener inner;
    private @Nullable FrameRules rules;
    private @Nullable Http2Codec codec;
    private boolean sectionOpen;
    private @Nullable ScheduledFuture<?> headTimer;

    FrameGate(DefaultHttp2FrameReader reader, Http2Limits limits, long headTimeoutMillis) {
        this.reader = reader;
        this.limits = limits;
        this.headTimeoutMillis = headTimeoutMillis;
    }

    void codec(Http2Codec owner) {
        codec = owner;
    }

    FrameTap tap() {
        return tap;
    }

    @Override
    public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener listener) throws Http2Exception {
        Http2Codec owner = codec;
        if (owner == null) {
            throw new IllegalStateException("no codec");
        }
        if (rules == null) {
            rules = new FrameRules(listener, owner, new FloodGuard(limits));
        } else if (inner != listener) {
            rules.delegate(listener); // Netty's listener changes once the peer's first SETTINGS have come
        }
        inner = listener;
        int from = input.readerIndex();
        int end = input.writerIndex();
        int at = from;
        int headers = 0;
        boolean ended = false;
        while (end - at >= FrameReading.HEADER_OCTETS) {
            int length = input.getUnsignedMedium(at);
            int next = at + FrameReading.HEADER_OCTETS + length;
            if (length > reader.maxFrameSize()) {
                at = end; // the reader refuses it by its header alone
                break;
            }
            if (next > end) {
                headers = sectionType(input.getUnsignedByte(at + 3)) ? 1 : 0;
                break;
            }
            ended |= section(input.getUnsignedByte(at + 3), input.getUnsignedByte(at + 4));
            if (tap.watched()) {
                tap.frame(input.slice(at, next - at), reader.maxFrameSize());
            }
            at = next;
        }
        if (ended) {
            clearTimer(); // what has begun since then has time of its own
        }
        watch(owner, sectionOpen || headers > 0);
        if (at == from) {
            return;
        }
        input.writerIndex(at);
        try {
            reader.readFrame(ctx, input, rules);
        } finally {
            input.writerIndex(end);
        }
    }

    private static boolean sectionType(int type) {
        return type == FrameType.HEADERS || type == FrameType.PUSH_PROMISE || type == FrameType.CONTINUATION;
    }

    /** Takes note of a frame; whether it ends a section. */
    private boolean section(int type, int flags) {
        if (!sectionType(type)) {
            return false;
        }
        sectionOpen = (flags & FrameType.END_HEADERS) == 0;
        return !sectionOpen;
    }

    /** A section has to be whole within the time for a head, from when its first octets came. */
    private void watch(Http2Codec owner, boolean open) {
        if (!open) {
            clearTimer();
        } else if (headTimer == null && headTimeoutMillis > 0) {
            headTimer = owner.loop().schedule(owner::headTimedOut, headTimeoutMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void clearTimer() {
        if (headTimer != null) {
            headTimer.cancel(false);
            headTimer = null;
        }
    }

    @Override
    public Configuration configuration() {
        return reader.configuration();
    }

    @Override
    public void close() {
        clearTimer();
        tap.end();
        reader.close();
    }
}
