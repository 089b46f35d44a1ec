/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;

import io.wayfarer.protocol.header.HeaderList;

/** Fails at the head, by an {@link IllegalStateException} that says so; keeps what it is told of its end. */
public final class ThrowingReceiver implements StreamReceiver {

    public static final String MESSAGE = "on purpose";

    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    @Override
    public void onHeaders(HeaderList head) {
        throw new IllegalStateException(MESSAGE);
    }

    @Override
    public void onData(ByteBuf content) {
        content.release();
    }

    @Override
    public void onEnd() {}

    @Override
    public void onFailure(Throwable cause) {
        failure.complete(cause);
    }
}
