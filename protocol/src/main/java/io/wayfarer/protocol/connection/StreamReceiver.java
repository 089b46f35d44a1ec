/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import io.netty.buffer.ByteBuf;

import io.wayfarer.protocol.header.HeaderList;

/**
 * Takes one message as it arrives. In this order: {@link #onHeaders} once for each interim head and once for the final
 * one; {@link #onData} as often as {@link HttpStream#request} asked for; perhaps {@link #onTrailers}; then either
 * {@link #onEnd} or {@link #onFailure}, and nothing afterwards.
 *
 * <p>All methods are called on the connection's event loop, never one within another, and must not block. An exception
 * out of a method resets the stream.
 */
public interface StreamReceiver {

    /** A head: interim as long as {@link HeaderList#informational()}. */
    void onHeaders(HeaderList head);

    /** Content; the receiver releases it. */
    void onData(ByteBuf content);

    /** The trailer section (RFC 9110 section 6.5). Not called where there is none. */
    default void onTrailers(HeaderList trailers) {}

    /** The message is whole. The connection is free for the next stream by now, where this was all it waited for. */
    void onEnd();

    /** The message will not become whole; mostly a {@link io.wayfarer.protocol.error.HttpTransportException}. */
    void onFailure(Throwable failure);
}
