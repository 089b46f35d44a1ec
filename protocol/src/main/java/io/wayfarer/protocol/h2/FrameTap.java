/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

import io.wayfarer.protocol.frame.FrameReading;
import io.wayfarer.protocol.frame.Http2Frame;
import io.wayfarer.protocol.frame.Octets;

/** Lets others see the frames that arrive. */
final class FrameTap {

    private final List<FluxSink<Http2Frame>> watchers = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    boolean watched() {
        return !watchers.isEmpty();
    }

    Flux<Http2Frame> frames() {
        return Flux.create(
                sink -> {
                    watchers.add(sink);
                    sink.onDispose(() -> watchers.remove(sink));
                    if (ended) {
                        sink.complete();
                    }
                },
                FluxSink.OverflowStrategy.ERROR);
    }

    void frame(ByteBuf octets, int maxFrameSize) {
        int type = octets.getUnsignedByte(octets.readerIndex() + 3);
        int flags = octets.getUnsignedByte(octets.readerIndex() + 4);
        int streamId = octets.getInt(octets.readerIndex() + 5) & 0x7fffffff;
        ByteBuf payload = octets.slice(
                octets.readerIndex() + FrameReading.HEADER_OCTETS, octets.readableBytes() - FrameReading.HEADER_OCTETS);
        Http2Frame frame = FrameReading.read(octets, maxFrameSize) instanceof FrameReading.Frame whole
                ? whole.frame()
                : new Http2Frame.Unknown(type, flags, streamId, Octets.copyOf(payload));
        for (FluxSink<Http2Frame> watcher : watchers) {
            watcher.next(frame);
        }
    }

    void end() {
        ended = true;
        for (FluxSink<Http2Frame> watcher : watchers) {
            watcher.complete();
        }
    }
}
