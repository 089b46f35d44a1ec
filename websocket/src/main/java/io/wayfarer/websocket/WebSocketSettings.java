/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket;

import java.time.Duration;

/**
 * Limits and options of a WebSocket client.
 *
 * @param maxFrameBytes largest payload of one received frame; a larger one closes the connection with 1009
 * @param compression whether permessage-deflate (RFC 7692) is offered
 * @param closeTimeout longest wait for the peer's part of the closing handshake
 */
public record WebSocketSettings(int maxFrameBytes, boolean compression, Duration closeTimeout) {

    public WebSocketSettings {
        if (maxFrameBytes < 125) {
            throw new IllegalArgumentException(
                    "maxFrameBytes: " + maxFrameBytes + " (expected: >= 125, the size of a control frame)");
        }
        if (closeTimeout.isNegative() || closeTimeout.isZero()) {
            throw new IllegalArgumentException("closeTimeout: " + closeTimeout + " (expected: > 0)");
        }
    }

    /** 64 KiB, no compression, 5 seconds. */
    public static WebSocketSettings defaults() {
        return new WebSocketSettings(64 * 1024, false, Duration.ofSeconds(5));
    }
}
