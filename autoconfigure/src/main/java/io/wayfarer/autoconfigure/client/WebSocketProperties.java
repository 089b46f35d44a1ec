/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.wayfarer.websocket.WebSocketSettings;

/**
 * What can be said about WebSockets that the application opens.
 *
 * @param enabled Whether a WebSocket client is configured.
 * @param maxFrame Largest payload of one received frame; a larger one closes the connection.
 * @param compression Whether compression of messages (permessage-deflate) is offered to servers.
 * @param closeTimeout Longest wait for the server's part of the closing handshake.
 */
@ConfigurationProperties("wayfarer.websocket")
record WebSocketProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("64KB") DataSize maxFrame,
        @DefaultValue("false") boolean compression,
        @DefaultValue("5s") Duration closeTimeout) {

    WebSocketSettings settings() {
        PropertyChecks checks = new PropertyChecks("wayfarer.websocket");
        return new WebSocketSettings(
                checks.bytes(125, "max-frame", maxFrame), compression, checks.time("close-timeout", closeTimeout));
    }
}
