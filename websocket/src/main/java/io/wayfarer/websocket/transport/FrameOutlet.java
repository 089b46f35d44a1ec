/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.Future;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;

/**
 * Writes the messages of one publisher: no more than a few on their way at once, so that a slow peer slows the publisher
 * down; those that come in one turn of the event loop go out together.
 */
final class FrameOutlet extends BaseSubscriber<WebSocketFrame> {

    private static final int MOST_UNDER_WAY = 32;
    private static final int REFILL = MOST_UNDER_WAY / 2;

    private final Channel channel;
    private final MonoSink<Void> end;

    // Touched on the event loop only.
    private int underWay;
    private int written;
    private boolean flushDue;
    private boolean complete;

    FrameOutlet(Channel channel, MonoSink<Void> end) {
        this.channel = channel;
        this.end = end;
        end.onDispose(this);
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        subscription.request(MOST_UNDER_WAY);
    }

    @Override
    protected void hookOnNext(WebSocketFrame frame) {
        if (channel.eventLoop().inEventLoop()) {
            write(frame);
        } else {
            channel.eventLoop().execute(() -> write(frame));
        }
    }

    private void write(WebSocketFrame frame) {
        underWay++;
        channel.write(frame).addListener(this::written);
        if (!flushDue) {
            flushDue = true;
            channel.eventLoop().execute(this::flush);
        }
    }

    private void flush() {
        flushDue = false;
        channel.flush();
    }

    private void written(Future<?> outcome) {
        underWay--;
        if (!outcome.isSuccess()) {
            cancel();
            end.error(outcome.cause());
        } else if (complete && underWay == 0) {
            end.success();
        } else if (++written == REFILL) {
            written = 0;
            request(REFILL);
        }
    }

    @Override
    protected void hookOnComplete() {
        channel.eventLoop().execute(() -> {
            complete = true;
            if (underWay == 0) {
                end.success();
            }
        });
    }

    @Override
    protected void hookOnError(Throwable failure) {
        end.error(failure);
    }
}
