/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import java.time.Duration;

/**
 * How frames are exchanged once a WebSocket is open.
 *
 * @param maxMessageBytes largest payload of one received frame, and of a message in several frames
 * @param compression whether permessage-deflate (RFC 7692) is offered
 * @param closeTimeout longest wait for the peer's close frame
 */
public record FrameSettings(int maxMessageBytes, boolean compression, Duration closeTimeout) {}
