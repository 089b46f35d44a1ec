/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.client;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.connection.ProtocolVersion;

/** By ALPN the server agreed to another version of HTTP than the only one that may be spoken, or to none. */
public final class VersionDisagreementException extends IOException {

    private static final long serialVersionUID = 1L;

    VersionDisagreementException(@Nullable ProtocolVersion agreed, ProtocolVersion wanted) {
        super("the server agreed to " + (agreed == null ? "no version by ALPN" : agreed.toString()) + ", not to "
                + wanted);
    }
}
