/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.reactivestreams.Subscription;
import org.springframework.web.reactive.socket.WebSocketMessage;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/**
 * Takes back each message when its reader returns. Spring's handlers are written for that: they retain what they keep
 * ({@link WebSocketMessage#retain()}), and release nothing else.
 */
final class ReleasedAfterUse implements CoreSubscriber<WebSocketMessage> {

    private final CoreSubscriber<? super WebSocketMessage> reader;

    ReleasedAfterUse(CoreSubscriber<? super WebSocketMessage> reader) {
        this.reader = reader;
    }

    @Override
    public Context currentContext() {
        return reader.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        reader.onSubscribe(subscription);
    }

    @Override
    public void onNext(WebSocketMessage message) {
        WebSocketFrame frame = message.getNativeMessage();
        try {
            reader.onNext(message);
        } finally {
            if (frame != null) {
                frame.release();
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        reader.onError(failure);
    }

    @Override
    public void onComplete() {
        reader.onComplete();
    }
}
