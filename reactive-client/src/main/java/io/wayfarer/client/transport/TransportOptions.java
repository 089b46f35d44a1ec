/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** What one request wants otherwise than its client. Immutable; {@link #none()} for most. */
public final class TransportOptions {

    private static final TransportOptions NONE = new TransportOptions(null);

    private final @Nullable Consumer<InterimResponse> interim;

    private TransportOptions(@Nullable Consumer<InterimResponse> interim) {
        this.interim = interim;
    }

    /** All as the client has it. */
    public static TransportOptions none() {
        return NONE;
    }

    /**
     * With somebody who is told of each head that comes before the answer, on an event loop, in their order. What it throws
     * fails the exchange.
     */
    public TransportOptions onInterim(Consumer<InterimResponse> listener) {
        return new TransportOptions(listener);
    }

    /** Who is told of interim answers. */
    public Optional<Consumer<InterimResponse>> interim() {
        return Optional.ofNullable(interim);
    }
}
