/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.server;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.HttpStream;

/**
 * Something that went wrong at a listener, which itself lives on.
 *
 * @param phase what was being done
 * @param channel the connection concerned, or the listening socket
 * @param stream the stream concerned, if any
 */
public record ListenerFailure(
        Phase phase, @Nullable Channel channel, @Nullable HttpStream stream, Throwable cause) {

    /** What was being done. */
    public enum Phase {
        /** Taking a connection from the system, for instance with no file descriptor left; it goes on in a second. */
        ACCEPT,
        /** TLS, finding out the version, and the first request; the connection is closed. */
        SETUP,
        /** Answering a request: the handler failed, or ended without an answer. The client gets 500, or a reset. */
        STREAM
    }
}
