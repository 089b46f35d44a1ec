/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.time.Duration;

/**
 * How long one stream waits for its peer; zero for no limit. All of them are about silence: whatever moves begins the time
 * anew.
 *
 * @param write for the peer to take more of what is being sent, by TCP or by its window (RFC 9113 section 5.2)
 * @param response for the head of the answer, at a client, once the request is sent
 * @param read for more of the peer's message
 */
public record StreamLimits(Duration write, Duration response, Duration read) {

    public StreamLimits {
        Bound.timeOrNone("write", write);
        Bound.timeOrNone("response", response);
        Bound.timeOrNone("read", read);
    }
}
